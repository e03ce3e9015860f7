"""Pages: planning."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "zuoxi.web.planning"
    label = "web_planning"
