"""Forecast of volume and handling time per queue and interval (F-04, F-05, X-05): methods, back-test, choice, bounds, layers, accuracy."""
