"""Every route of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("zuoxi.web.shell.urls")),
]
