"""The core application."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "zuoxi.core"
    label = "core"
