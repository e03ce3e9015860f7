"""Routes: decisions."""

from django.urls import path

from zuoxi.web.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("team/", views.team, name="team"),
    path("<int:pk>/", views.decision, name="decision"),
]
