"""The inbox is one's own."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, at, client_of
from zuoxi.core.models import Notice
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db


def tell(person: Person, key: str = "k", *, link: str = "", minute: int = 0) -> Notice:
    return Notice.objects.create(person=person, kind="job.already_running", key=key, link=link, at=at(f"2026-03-01 09:{minute:02d}"))


def test_a_notice_is_read_in_the_readers_language(cast: Cast) -> None:
    tell(cast.lin)
    assert "这项任务正在进行" in client_of(cast.lin).get("/notices/").content.decode()
    assert "This is being worked on already." in client_of(cast.lin, language="en").get("/notices/").content.decode()


def test_the_bell_counts_what_was_not_read(cast: Cast) -> None:
    tell(cast.lin, "a")
    tell(cast.lin, "b")
    html = client_of(cast.lin).get("/").content.decode()
    assert "通知，2 条未读" in html
    assert re.search(r'class="top-count"[^>]*>2<', html)
    assert "top-count" not in client_of(cast.zhao).get("/").content.decode()


def test_many_are_shown_as_99_plus(cast: Cast) -> None:
    for number in range(120):
        tell(cast.lin, str(number))
    assert ">99+<" in client_of(cast.lin).get("/").content.decode()


def test_opening_one_marks_it_read_and_leads_to_its_matter(cast: Cast) -> None:
    notice = tell(cast.lin, link="/people/units/")
    tell(cast.lin, "other")
    response = client_of(cast.lin).post(f"/notices/{notice.pk}/")
    assert response.headers["Location"] == "/people/units/"
    assert list(Notice.objects.unread().values_list("key", flat=True)) == ["other"]


def test_one_without_a_matter_leads_back(cast: Cast) -> None:
    assert client_of(cast.lin).post(f"/notices/{tell(cast.lin).pk}/").headers["Location"] == "/notices/"


def test_reading_twice_keeps_the_first_time(cast: Cast) -> None:
    notice = tell(cast.lin)
    client = client_of(cast.lin)
    client.post(f"/notices/{notice.pk}/")
    first = Notice.objects.get().read_at
    client.post(f"/notices/{notice.pk}/")
    assert Notice.objects.get().read_at == first is not None


def test_another_ones_notice_does_not_exist_and_stays_unread(cast: Cast) -> None:
    notice = tell(cast.lin)
    for person in (cast.zhao, cast.wu, cast.chen, cast.gao):
        assert client_of(person).post(f"/notices/{notice.pk}/").status_code == 404
    assert Notice.objects.unread().count() == 1
    assert "这项任务" not in client_of(cast.wu).get("/notices/").content.decode()


def test_all_of_ones_own_can_be_marked_read_at_once(cast: Cast) -> None:
    tell(cast.lin, "a")
    tell(cast.lin, "b")
    tell(cast.zhao, "c")
    client_of(cast.lin).post("/notices/read/")
    assert list(Notice.objects.unread().values_list("key", flat=True)) == ["c"]


def test_the_newest_stands_first(cast: Cast) -> None:
    tell(cast.lin, "a", minute=1)
    tell(cast.lin, "b", minute=30)
    html = client_of(cast.lin).get("/notices/").content.decode()
    assert html.index("09:30") < html.index("09:01")


def test_an_empty_inbox_says_what_will_stand_there(cast: Cast) -> None:
    assert "没有通知。与你有关的消息" in client_of(cast.lin).get("/notices/").content.decode()
