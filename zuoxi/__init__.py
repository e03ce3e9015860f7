"""Zuoxi (座席): workforce management for call centres."""

__version__ = "0.1.0"
