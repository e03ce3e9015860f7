"""Routes: mine."""

from django.urls import URLPattern, URLResolver

app_name = "mine"
urlpatterns: list[URLPattern | URLResolver] = []
