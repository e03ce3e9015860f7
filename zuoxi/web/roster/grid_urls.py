"""Routes of the roster grid, included by the roster's."""

from __future__ import annotations

from django.urls import URLPattern, path

from zuoxi.web.roster import grid_changes, grid_views

VERSION = "versions/<int:pk>/grid/"
urlpatterns: list[URLPattern] = [
    path(VERSION, grid_views.page, name="grid"),
    path(f"{VERSION}data/", grid_views.data, name="grid-data"),
    path(f"{VERSION}since/", grid_views.since, name="grid-since"),
    path(f"{VERSION}cell/", grid_views.cell, name="grid-cell"),
    path(f"{VERSION}steps/", grid_views.steps, name="grid-steps"),
    path(f"{VERSION}violations/", grid_views.violations, name="grid-violations"),
    path(f"{VERSION}coverage/", grid_views.coverage, name="grid-coverage"),
    path(f"{VERSION}change/", grid_changes.change, name="grid-change"),
    path(f"{VERSION}undo/", grid_changes.undo, name="grid-undo"),
    path(f"{VERSION}redo/", grid_changes.redo, name="grid-redo"),
    path("grid/keep/", grid_views.keep, name="grid-keep"),
]
