"""What a request of a logged-in person carries beyond Django's own."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from zuoxi.people.models import Person


class PersonRequest(HttpRequest):
    """A request behind a door: `person` is who asks, `htmx` whether a fragment is wanted. For annotations; never constructed."""

    person: Person
    htmx: HtmxDetails
