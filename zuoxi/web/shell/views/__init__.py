"""Views of the shell, one module a subject."""
