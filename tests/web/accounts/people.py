"""What tests of accounts do: log in, set up a second factor, read its codes."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD, client_of
from zuoxi.people import second_factor
from zuoxi.people.models import Person
from zuoxi.rules import one_time_codes

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(now: datetime, secret: str = SECRET, *, steps: int = 0) -> str:
    """What the app shows at `now`, or some steps later."""
    import base64

    return one_time_codes.code(base64.b32decode(secret), one_time_codes.step_at(now) + steps)


def with_factor(person: Person, *, now: datetime) -> list[str]:
    """The person has a second factor from `now` on; returns the recovery codes."""
    codes = second_factor.set_up(person=person, secret=SECRET, typed=code_at(now, steps=-1), by=person, now=now)
    assert codes is not None
    return codes


def first_step(number: str = "1001", password: str = PASSWORD, *, client: Client | None = None) -> Client:
    client = client or client_of(None)
    client.post("/login/", {"username": number, "password": password})
    return client


def second_step(client: Client, typed: str) -> HttpResponse:
    return client.post("/login/code/", {"code": typed})


def is_in(client: Client) -> bool:
    return client.get("/jobs/").status_code == 200
