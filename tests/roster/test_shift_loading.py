"""A shifts file into the centre: checked as it would be stored, stored whole or not at all, written out without a difference (F-10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cast import Cast, at
from tests.web.roster import scenes
from zuoxi.acd.models import Queue
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.engine.finding import Refusal
from zuoxi.people.models import Contract, Skill
from zuoxi.planning.models import Target
from zuoxi.roster import shift_loading, shift_writing, shifts
from zuoxi.roster.models import ShiftKind
from zuoxi.roster.shift_loading import HasErrors, Loaded

pytestmark = pytest.mark.django_db
NOW = at("2026-11-22 09:00")
EXAMPLE = (Path(__file__).resolve().parents[2] / "examples" / "shifts.toml").read_bytes()


def kind(code: str = "早", key: str = "E", blocks: str = '["08:00-17:00"]', more: str = "") -> str:
    letter = f'key = "{key}"' if key else ""
    return f'[[shift]]\ncode = "{code}"\nname = "{code}班"\ncolour = "#336699"\nblocks = {blocks}\n{letter}\n{more}\n'


MEAL = '[[shift.break]]\nname = "午餐"\nminutes = 60\nearliest = "11:00"\nlatest = "13:00"\n'


def check(cast: Cast, text: str | bytes) -> Loaded:
    return shift_loading.check(data=text if isinstance(text, bytes) else text.encode(), by=cast.chen, now=NOW)


def store(cast: Cast, text: str | bytes) -> Loaded:
    data = text if isinstance(text, bytes) else text.encode()
    return shift_loading.store(data=data, seen=check(cast, data).mark, by=cast.chen, now=NOW)


def news(loaded: Loaded) -> dict[str, str]:
    return {line.code: line.news for line in loaded.lines}


def letters() -> dict[str, str]:
    return dict(ShiftKind.objects.values_list("code", "letter"))


def test_the_shipped_example_fills_a_centre_and_a_check_stores_nothing(cast: Cast) -> None:
    loaded = check(cast, EXAMPLE)
    assert loaded.errors == ()
    assert not ShiftKind.objects.exists()
    assert not Queue.objects.exists()
    store(cast, EXAMPLE)
    assert ShiftKind.objects.count() == 13
    assert set(ShiftKind.objects.filter(is_active=False).values_list("code", flat=True)) == {"晚2", "周", "夜", "长"}
    assert list(Queue.objects.order_by("order").values_list("code", flat=True)) == ["account", "card", "loan"]
    assert Contract.objects.get(code="part").max_day_min == 360


def test_a_queue_takes_over_the_skill_of_its_name_and_promises_what_the_file_says(cast: Cast) -> None:
    store(cast, EXAMPLE)
    card = Queue.objects.get(code="card")
    assert card.skill_id == cast.skill.pk
    assert set(card.opening_hours.values_list("weekday", "opens_min", "closes_min", "least_heads")) == {(day, 420, 1260, 0) for day in range(7)}
    target = Target.objects.get(queue__code="loan")
    assert (target.service_level, target.within_s, target.effective_from) == (0.8, 30, date(2026, 11, 22))


def test_the_same_file_again_and_what_is_written_out_make_no_difference(cast: Cast) -> None:
    store(cast, EXAMPLE)
    revisions = list(ShiftKind.objects.order_by("pk").values_list("pk", "revision"))
    written = shift_writing.shifts_toml(today=date(2026, 11, 23))
    for data in (EXAMPLE, written):
        loaded = store(cast, data)
        assert (loaded.differing, loaded.errors) == (0, ())
    assert list(ShiftKind.objects.order_by("pk").values_list("pk", "revision")) == revisions
    ShiftKind.objects.all().delete()
    store(cast, written)
    assert shift_writing.shifts_toml(today=date(2026, 11, 23)) == written


def test_a_night_across_midnight_a_day_to_midnight_and_odd_names_are_written_as_they_are_read(cast: Cast) -> None:
    store(cast, kind("夜", "N", '["22:00-06:00"]') + kind("末", "M", '["15:00-24:00"]').replace("末班", 'a\\"b\\\\ c\\u007f'))
    written = shift_writing.shifts_toml(today=date(2026, 11, 23))
    assert check(cast, written).differing == 0
    assert [shift.blocks for shift in map(shifts.to_engine, ShiftKind.objects.order_by("order"))] == [((1320, 1800),), ((900, 1440),)]


def test_each_change_is_named_and_what_is_not_in_the_file_stays(cast: Cast) -> None:
    store(cast, kind() + kind("晚", "L", '["13:00-22:00"]'))
    loaded = store(cast, kind(blocks='["07:00-17:00"]', more="active = false\n" + MEAL))
    assert [(line.news, line.fields) for line in loaded.lines] == [("changed", ("blocks", "breaks", "active"))]
    assert list(ShiftKind.objects.active().values_list("code", flat=True)) == ["晚"]


def test_two_kinds_may_exchange_their_keys_and_one_may_take_the_key_of_one_put_out_of_use(cast: Cast) -> None:
    store(cast, kind("早", "E") + kind("晚", "L"))
    assert news(store(cast, kind("早", "L") + kind("晚", "E"))) == {"早": "changed", "晚": "changed"}
    assert letters() == {"早": "L", "晚": "E"}
    store(cast, kind("早", "L", more="active = false") + kind("中", "L"))
    assert letters() == {"早": "L", "晚": "E", "中": "L"}


def test_a_kind_without_a_key_keeps_its_own_or_gets_a_free_one(cast: Cast) -> None:
    store(cast, kind("早", "A") + kind("晚", ""))
    assert letters() == {"早": "A", "晚": "B"}
    assert check(cast, kind("早", "") + kind("晚", "")).differing == 0


def test_a_key_that_a_kind_outside_the_file_has_is_an_error_with_its_line(cast: Cast) -> None:
    store(cast, kind("早", "E"))
    loaded = check(cast, kind("晚", "L") + kind("中", "E"))
    assert [(finding.code, finding.row) for finding in loaded.errors] == [("roster.letter_taken", 8)]
    with pytest.raises(HasErrors):
        store(cast, kind("晚", "L") + kind("中", "E"))
    assert letters() == {"早": "E"}


def test_the_hours_of_a_published_kind_stay_and_its_name_may_change(cast: Cast) -> None:
    scenes.published(cast)
    loaded = check(cast, kind(blocks='["07:00-17:00"]', more=MEAL))
    assert [finding.code for finding in loaded.errors] == ["roster.shift_in_use"]
    renamed = kind(more=MEAL).replace("早班", "早早班")
    assert store(cast, renamed).lines[0].fields == ("name",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[contract]]\ncode = "hourly"\nname = "计件"\nweek_hours = 20\n', "shifts.no_rate"),
        ('[[contract]]\ncode = "计件"\nname = "计件"\nweek_hours = 20\nrate = 20\n', "shifts.code_not_plain"),
        ('[[queue]]\ncode = "热线"\n', "shifts.code_not_plain"),
        ('[[skill]]\ncode = "英 语"\n', "shifts.code_not_plain"),
        ('[[queue]]\ncode = "a"\nname = "b"\n[[queue]]\ncode = "card"\nname = "办卡"\n', "queue.code_taken"),
    ],
)
def test_what_the_centre_cannot_keep_is_an_error_and_nothing_of_the_file_is_stored(cast: Cast, text: str, code: str) -> None:
    assert [finding.code for finding in check(cast, kind() + text).errors] == [code]
    with pytest.raises(HasErrors):
        store(cast, kind() + text)
    assert not ShiftKind.objects.exists()


def test_a_contract_keeps_its_rate_where_the_file_has_none_and_a_skill_is_made_once(cast: Cast) -> None:
    text = kind() + '[[contract]]\ncode = "full"\nname = "全日制"\nweek_hours = 38\n[[skill]]\ncode = "english"\nname = "英语"\n'
    assert news(store(cast, text)) == {"早": "new", "full": "changed", "english": "new"}
    full = Contract.objects.get(code="full")
    assert (full.rate, full.week_min) == (Decimal("30.00"), 2280)
    assert news(store(cast, text))["english"] == "same"
    assert Skill.objects.filter(name="英语").count() == 1


def test_a_file_that_cannot_be_read_has_errors_with_lines_or_is_refused(cast: Cast) -> None:
    assert [finding.row for finding in check(cast, kind() + "[[shift]\n").errors] == [8]
    with pytest.raises(Refusal):
        check(cast, b"\xff\xfe\xff")


def test_what_moved_since_it_was_shown_is_not_stored(cast: Cast) -> None:
    seen = check(cast, kind()).mark
    store(cast, kind(blocks='["07:00-17:00"]'))
    with pytest.raises(MovedMeanwhile):
        shift_loading.store(data=kind().encode(), seen=seen, by=cast.chen, now=NOW)
    assert shifts.form_of(ShiftKind.objects.get()).blocks == ((420, 1020),)


def test_what_is_not_kept_is_said(cast: Cast) -> None:
    assert [finding.code for finding in check(cast, EXAMPLE).findings] == ["shifts.contract_shifts", "shifts.shares"]
