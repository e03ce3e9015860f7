"""One module per area; each has a `router`."""
