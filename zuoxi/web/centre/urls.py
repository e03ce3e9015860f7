"""Routes: the centre itself."""

from django.urls import path

from zuoxi.web.centre import contract_views, queue_views

app_name = "centre"
urlpatterns = [
    path("queues/", queue_views.queues, name="queues"),
    path("queues/new/", queue_views.new, name="queue_new"),
    path("queues/<int:pk>/", queue_views.change, name="queue"),
    path("contracts/", contract_views.contracts, name="contracts"),
    path("contracts/new/", contract_views.new, name="contract_new"),
    path("contracts/<int:pk>/", contract_views.change, name="contract"),
]
