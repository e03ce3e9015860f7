"""Every rule of the roster, each in a module of its own: one constraint, one file, one sentence; every penalty has a name."""
