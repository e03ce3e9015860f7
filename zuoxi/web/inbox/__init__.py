"""Pages: the inbox: what waits for a decision, delegates, appeals, and where notices go."""
