"""Pages: the centre itself, its queues and contracts."""
