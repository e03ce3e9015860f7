"""Routes: people."""

from django.urls import path

from zuoxi.web.people import import_views, role_views, views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("export.xlsx", views.exported, name="export"),
    path("units/", views.units, name="units"),
    path("posts/", views.posts, name="posts"),
    path("search/", views.search, name="search"),
    path("<int:pk>/", views.person, name="person"),
    path("roles/", role_views.held, name="roles"),
    path("<int:pk>/roles/", role_views.of_person, name="roles-of"),
    path("roles/<int:pk>/withdraw/", role_views.withdraw, name="role-withdraw"),
    path("import/", import_views.upload, name="import"),
    path("import/template.xlsx", import_views.template, name="template"),
    path("import/<int:pk>/", import_views.preview, name="preview"),
    path("import/<int:pk>/failed.csv", import_views.failed, name="failed"),
]
