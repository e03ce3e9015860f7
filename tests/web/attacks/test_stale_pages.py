"""R22 on pages: of two who opened the same form the second overwrites nothing, sees both versions, and may then save knowingly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import Cast, at, client_of
from tests.roster.builders import kind
from tests.web.reading import version_shown
from zuoxi.acd import queues
from zuoxi.acd.facts import Hours
from zuoxi.acd.models import Queue
from zuoxi.core import calendar_days
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.models import CentreDay, DayKind, NoticeWebhook
from zuoxi.people.models import Contract
from zuoxi.roster.models import ShiftKind
from zuoxi.web.shell import seen

pytestmark = pytest.mark.django_db
NOW = at("2026-11-20 10:00")


@dataclass(frozen=True)
class Editable:
    """A kind of thing that a page changes: how one is made, its address, what its form sends, and its name as it is stored now."""

    make: Callable[[Cast], str]
    fields: dict[str, Any]
    name: Callable[[], str]
    actor: str = "chen"


def a_queue(_cast: Cast) -> str:
    made = queues.create(queues.QueueForm("hotline", "热线", "", "phone", False, 0, (Hours(0, 480, 1200, 2), Hours(1, 480, 1200, 2))))
    return f"/centre/queues/{made.pk}/"


def a_contract(cast: Cast) -> str:
    return f"/centre/contracts/{cast.contract.pk}/"


def a_robot(_cast: Cast) -> str:
    robot = NoticeWebhook.objects.create(name="运营群", flavour="wecom", url="https://qyapi.weixin.qq.com/x", kinds=["approval.waiting"])
    return f"/inbox/robots/{robot.pk}/"


def a_shift(_cast: Cast) -> str:
    return f"/roster/shifts/{kind('早', 'E', [(480, 1020)]).pk}/"


def a_day(cast: Cast) -> str:
    calendar_days.set_day(form=DayForm(date(2026, 5, 20), "司庆", DayKind.CLOSED), by=cast.chen, now=NOW)
    return "/centre/calendar/2026-05-20/"


NO_ROWS = {"form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}
NO_BREAKS = {"breaks-TOTAL_FORMS": 0, "breaks-INITIAL_FORMS": 0}
EDITABLES = {
    "a queue": Editable(a_queue, {"channel": "phone", "order": 0, **NO_ROWS}, lambda: Queue.objects.get().name),
    "a contract": Editable(a_contract, {"week_h": 40, "day_h": 8, "rate": "30.00"}, lambda: Contract.objects.get().name),
    "a robot": Editable(
        a_robot,
        {"flavour": "wecom", "url": "https://qyapi.weixin.qq.com/x", "kinds": ["approval.waiting"], "is_on": "on"},
        lambda: NoticeWebhook.objects.get().name,
        "zhou",
    ),
    "a shift": Editable(
        a_shift,
        {"code": "早", "letter": "E", "colour": "#2f6fde", "order": 0, "start_1": "08:00", "end_1": "17:00", **NO_BREAKS},
        lambda: ShiftKind.objects.get().name,
    ),
    "a day": Editable(a_day, {"kind": "closed"}, lambda: CentreDay.objects.there().get().name),
}


@pytest.fixture(params=EDITABLES)
def thing(request: pytest.FixtureRequest) -> Editable:
    return EDITABLES[request.param]


@pytest.fixture(autouse=True)
def _robots_may_be_called(settings: Any) -> None:
    settings.WEBHOOK_HOSTS = ["qyapi.weixin.qq.com"]


class Pair:
    """Two people, or two windows, before the same form."""

    def __init__(self, thing: Editable, cast: Cast) -> None:
        self.thing, self.url, self.cast = thing, thing.make(cast), cast

    def open(self) -> dict[str, str]:
        """The hidden fields that say which version was shown."""
        page = client_of(self.cast.actor(self.thing.actor)).get(self.url).content.decode()
        return self.version_in(page)

    @staticmethod
    def version_in(page: str) -> dict[str, str]:
        form = next(part for part in page.split("<form ")[1:] if 'name="name"' in part)
        hidden = version_shown(form)
        assert hidden, "the form says which version it shows"
        return hidden

    def save(self, name: str, version: dict[str, str], **more: Any) -> tuple[int, str]:
        answer = client_of(self.cast.actor(self.thing.actor)).post(self.url, {**self.thing.fields, "name": name, **version, **more})
        return answer.status_code, answer.content.decode()


@pytest.fixture
def pair(thing: Editable, cast: Cast) -> Pair:
    return Pair(thing, cast)


def test_the_second_overwrites_nothing_and_sees_both_versions(pair: Pair) -> None:
    one, other = pair.open(), pair.open()
    assert pair.save("先到的", one)[0] == 302
    status, page = pair.save("后到的", other)
    assert status in (409, 422)
    assert pair.thing.name() == "先到的"
    assert "先到的" in page, "what it is now"
    assert 'value="后到的"' in page, "and what they wrote"
    assert "他人修改" in page or "已被他人" in page


def test_saved_once_more_from_the_page_that_said_so_it_is_theirs(pair: Pair) -> None:
    one, other = pair.open(), pair.open()
    pair.save("先到的", one)
    _, page = pair.save("后到的", other)
    again = pair.version_in(page)
    if again == other:
        again = pair.open()
    assert pair.save("后到的", again)[0] == 302
    assert pair.thing.name() == "后到的"


def test_of_many_pairs_none_overwrites(pair: Pair) -> None:
    for number in range(8):
        shown = pair.open()
        first, second = pair.save(f"甲{number}", shown)[0], pair.save(f"乙{number}", shown)[0]
        assert (first, second in (409, 422), pair.thing.name()) == (302, True, f"甲{number}")


def test_a_form_that_says_no_version_changes_nothing(pair: Pair) -> None:
    before = pair.thing.name()
    for version in ({}, {"seen": "", "revision": ""}, {"seen": "0" * 32, "revision": "99"}, {"seen": "x", "revision": "-1"}):
        assert pair.save("没看过的", version)[0] in (409, 422)
    assert pair.thing.name() == before
    assert pair.save("看过的", pair.open())[0] == 302


def test_opening_it_again_changes_no_version(pair: Pair) -> None:
    assert pair.open() == pair.open()


@pytest.mark.parametrize("name", ["a queue", "a contract", "a robot"])
def test_with_the_safeguard_taken_out_the_second_overwrites(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    pair = Pair(EDITABLES[name], cast)
    one, other = pair.open(), pair.open()
    monkeypatch.setattr(seen, "is_stale", lambda request, shown: False)
    assert (pair.save("先到的", one)[0], pair.save("后到的", other)[0], pair.thing.name()) == (302, 302, "后到的")


def test_each_field_that_differs_says_what_it_is_now_the_others_say_nothing(cast: Cast) -> None:
    pair = Pair(EDITABLES["a contract"], cast)
    one, other = pair.open(), pair.open()
    pair.save("全日制", one, rate="38.50", week_h="36")
    _, page = pair.save("全日制", other, rate="40.00", week_h="36")
    assert page.count("现为：") == 1
    assert "现为：38.50" in page
    cast.contract.refresh_from_db()
    assert (cast.contract.rate, cast.contract.week_min) == (Decimal("38.50"), 36 * 60)


def test_a_choice_is_said_in_words_and_opening_hours_as_people_say_them(cast: Cast) -> None:
    pair = Pair(EDITABLES["a queue"], cast)
    one, other = pair.open(), pair.open()
    pair.save("热线", one, channel="chat", open_on_holidays="on")
    _, page = pair.save("热线", other)
    assert "现为：是" in page
    assert "现为：chat" not in page
    assert "现在的开放时间：全天" in page


def test_only_the_hours_were_changed_and_that_counts_too(cast: Cast) -> None:
    pair = Pair(EDITABLES["a queue"], cast)
    shown = pair.open()
    queue = Queue.objects.get()
    queues.change(queue, queues.QueueForm("hotline", "热线", "", "phone", False, 0, (Hours(2, 540, 600, 1),)))
    status, page = pair.save("热线", shown)
    assert status == 409
    assert "周三 09:00–10:00 (1)" in page
    assert queue.opening_hours.count() == 1


def test_a_version_is_of_everything_shown_and_of_nothing_else() -> None:
    shown = {"name": "热线", "rate": Decimal("30.00"), "hours": [{"days": [0, 1], "opens_min": "08:00"}]}
    assert seen.mark(shown) == seen.mark(dict(reversed(shown.items())))
    changed = [
        shown | {"name": "热线 "},
        shown | {"rate": Decimal("30.01")},
        shown | {"hours": []},
        shown | {"hours": [{"days": [0], "opens_min": "08:00"}]},
    ]
    assert len({seen.mark(one) for one in [shown, *changed]}) == 5
