"""Pages: the audit trail."""
