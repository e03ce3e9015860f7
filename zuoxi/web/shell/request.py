"""The type of a request behind the middleware: who asks, and whether htmx does."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from zuoxi.people.models import Person


class Request(HttpRequest):
    """A request of a logged-in person. For typing only: nobody makes one."""

    person: Person
    htmx: HtmxDetails
