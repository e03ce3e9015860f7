"""Pages: roster."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "zuoxi.web.roster"
    label = "web_roster"
