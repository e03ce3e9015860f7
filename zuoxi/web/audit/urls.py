"""Routes: the audit trail."""

from django.urls import path

from zuoxi.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.events, name="events"),
    path("export.csv", views.export, name="export"),
    path("check/", views.check, name="check"),
    path("<int:pk>/", views.event, name="event"),
]
