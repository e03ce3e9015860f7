"""The application of the interface."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zuoxi.api"
    label = "api"
