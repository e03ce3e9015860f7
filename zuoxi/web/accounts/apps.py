"""Pages: accounts."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "zuoxi.web.accounts"
    label = "web_accounts"
