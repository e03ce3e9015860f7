"""Pages: mine."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "zuoxi.web.mine"
    label = "web_mine"
