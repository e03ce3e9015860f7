"""Views of the roster, a module per subject."""
