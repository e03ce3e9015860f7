"""Load: what many people at once do to a running server."""
