"""The roster application."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "zuoxi.roster"
    label = "roster"
