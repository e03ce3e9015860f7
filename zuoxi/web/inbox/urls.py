"""Routes: the inbox."""

from django.urls import path

from zuoxi.web.inbox import appeal_views, approval_views, delegation_views, notice_views, robot_views

app_name = "inbox"
urlpatterns = [
    path("", approval_views.inbox, name="inbox"),
    path("decide/", approval_views.decide, name="decide"),
    path("asked/", approval_views.asked, name="asked"),
    path("<int:pk>/", approval_views.approval, name="approval"),
    path("<int:pk>/act/", approval_views.act, name="act"),
    path("<int:pk>/withdraw/", approval_views.withdraw, name="withdraw"),
    path("delegates/", delegation_views.delegations, name="delegations"),
    path("delegates/<int:pk>/end/", delegation_views.end, name="delegation-end"),
    path("appeals/", appeal_views.appeals, name="appeals"),
    path("appeals/new/", appeal_views.new, name="appeal-new"),
    path("appeals/<int:pk>/", appeal_views.appeal, name="appeal"),
    path("appeals/<int:pk>/answer/", appeal_views.answer, name="appeal-answer"),
    path("settings/", notice_views.settings, name="settings"),
    path("robots/", robot_views.robots, name="robots"),
    path("robots/new/", robot_views.new, name="robot-new"),
    path("robots/<int:pk>/", robot_views.change, name="robot"),
    path("robots/<int:pk>/test/", robot_views.test, name="robot-test"),
]
