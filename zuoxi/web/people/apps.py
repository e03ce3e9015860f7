"""Pages: people."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "zuoxi.web.people"
    label = "web_people"
