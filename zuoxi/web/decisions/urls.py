"""Routes: decisions."""

from django.urls import path

from zuoxi.web.decisions import backtest_views, views

app_name = "decisions"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("team/", views.team, name="team"),
    path("<int:pk>/", views.decision, name="decision"),
    path("backtest/", backtest_views.backtest, name="backtest"),
    path("backtest/<int:pk>/", backtest_views.result, name="backtest-result"),
    path("backtest/<int:pk>/export/", backtest_views.exported, name="backtest-export"),
]
