"""Routes: the centre itself."""

from django.urls import path

from zuoxi.web.centre import calendar_views, contract_views, queue_views

app_name = "centre"
urlpatterns = [
    path("queues/", queue_views.queues, name="queues"),
    path("queues/new/", queue_views.new, name="queue_new"),
    path("queues/<int:pk>/", queue_views.change, name="queue"),
    path("calendar/", calendar_views.year, name="calendar"),
    path("calendar/import/", calendar_views.upload, name="calendar-import"),
    path("calendar/removed/<int:pk>/restore/", calendar_views.restore, name="calendar-restore"),
    path("calendar/<int:number>/", calendar_views.year, name="calendar-year"),
    path("calendar/<int:number>/export/", calendar_views.export, name="calendar-export"),
    path("calendar/<str:text>/", calendar_views.day, name="calendar-day"),
    path("calendar/<str:text>/remove/", calendar_views.remove, name="calendar-remove"),
    path("contracts/", contract_views.contracts, name="contracts"),
    path("contracts/new/", contract_views.new, name="contract_new"),
    path("contracts/<int:pk>/", contract_views.change, name="contract"),
]
