"""How a person wants a page is kept with the person."""

from __future__ import annotations

import pytest

from tests.cast import make_cast
from zuoxi.core import preferences
from zuoxi.core.models import Preference

pytestmark = pytest.mark.django_db


def test_wishes_are_kept_by_person_and_page_and_the_last_ones_win() -> None:
    cast = make_cast()
    preferences.keep(person=cast.chen, page="roster:grid", wishes={"sort": "name", "keys": False})
    preferences.keep(person=cast.chen, page="roster:grid", wishes={"sort": "-hours"})
    preferences.keep(person=cast.zhou, page="roster:grid", wishes={"sort": "team"})
    assert preferences.kept(person=cast.chen, page="roster:grid") == {"sort": "-hours"}
    assert preferences.kept(person=cast.zhou, page="roster:grid") == {"sort": "team"}
    assert preferences.kept(person=cast.chen, page="planning:forecast") == {}
    assert Preference.objects.count() == 2


def test_nothing_was_wished_at_first_and_wishes_go_with_the_person() -> None:
    cast = make_cast()
    assert preferences.kept(person=cast.lin, page="roster:grid") == {}
    preferences.keep(person=cast.lin, page="roster:grid", wishes={"keys": False})
    cast.lin.delete()
    assert not Preference.objects.exists()
