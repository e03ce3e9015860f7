"""Routes: people."""

from django.urls import path

from zuoxi.web.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("export.xlsx", views.exported, name="export"),
    path("units/", views.units, name="units"),
    path("posts/", views.posts, name="posts"),
    path("search/", views.search, name="search"),
    path("<int:pk>/", views.person, name="person"),
]
