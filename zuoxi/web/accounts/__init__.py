"""Pages: login, one's own account, everybody's accounts."""
