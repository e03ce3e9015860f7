"""The shell of every page: base template, components, navigation, login, language, errors."""
