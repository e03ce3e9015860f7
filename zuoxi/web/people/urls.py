"""Routes: people."""

from django.urls import path

from zuoxi.web.people import views

app_name = "people"
urlpatterns = [path("search/", views.search, name="search")]
