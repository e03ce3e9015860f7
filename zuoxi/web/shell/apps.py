"""The shell application."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "zuoxi.web.shell"
    label = "shell"
