"""The people application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zuoxi.people"
    label = "people"
