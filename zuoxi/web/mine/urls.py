"""Routes of my roster."""

from django.urls import path

from zuoxi.web.mine import views

app_name = "mine"
urlpatterns = [
    path("", views.roster, name="roster"),
    path("week/", views.week, name="week"),
    path("week/<str:day>/", views.week, name="week_of"),
    path("month/", views.month, name="month"),
    path("month/<int:year>-<int:number>/", views.month, name="month_of"),
    path("calendar/", views.feed, name="feed"),
    path("calendar/<str:secret>.ics", views.ics, name="ics"),
]
