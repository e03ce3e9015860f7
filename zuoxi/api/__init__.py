"""The interface for programs: the verbs of the pages, behind tokens with scopes."""
