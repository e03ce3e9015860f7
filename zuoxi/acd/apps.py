"""The telephony application."""

from django.apps import AppConfig


class AcdConfig(AppConfig):
    name = "zuoxi.acd"
    label = "acd"
