"""Routes: accounts."""

from django.urls import path

from zuoxi.web.accounts import own

app_name = "accounts"
urlpatterns = [
    path("", own.account, name="own"),
    path("sessions/end/", own.end_all, name="sessions-end"),
    path("sessions/<slug:key>/end/", own.end_one, name="session-end"),
    path("confirm/", own.confirm, name="confirm"),
]
