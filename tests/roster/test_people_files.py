"""Leave that comes with a people file."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast, at, make_cast
from zuoxi.core.tables import csv_bytes
from zuoxi.people import imports
from zuoxi.people.models import PeopleUpload, Person
from zuoxi.roster import people_files
from zuoxi.roster.leave import Overlaps
from zuoxi.roster.models import Leave

pytestmark = pytest.mark.django_db
NOW = at("2026-11-22 09:00")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def upload(cast: Cast, leave: str, number: str = "1001") -> PeopleUpload:
    header = ["工号", "姓名", "班组", "合同", "技能", "休假"]
    return imports.check(data=csv_bytes(header, [[number, "林静", "一组", "全日制", "信用卡:3", leave]]), name="p.csv", by=cast.chen, now=NOW)


def ranges(person: Person) -> list[tuple[date, date]]:
    return list(Leave.objects.granted().filter(person=person).order_by("first_day").values_list("first_day", "last_day"))


def test_leave_is_granted_with_the_people_and_only_once(cast: Cast) -> None:
    for _ in range(2):
        people_files.store(upload=upload(cast, "2026-12-03; 2026-12-10~2026-12-14"), by=cast.chen, now=NOW)
    assert ranges(cast.lin) == [(date(2026, 12, 3), date(2026, 12, 3)), (date(2026, 12, 10), date(2026, 12, 14))]
    assert Leave.objects.first().granted_by == cast.chen


def test_a_new_person_may_come_with_leave(cast: Cast) -> None:
    people_files.store(upload=upload(cast, "2026-12-03", number="0042"), by=cast.chen, now=NOW)
    assert ranges(Person.objects.get(work_number="0042")) == [(date(2026, 12, 3), date(2026, 12, 3))]


def test_leave_that_contradicts_what_is_granted_refuses_the_whole_file(cast: Cast) -> None:
    Leave.objects.create(person=cast.lin, kind="annual", first_day=date(2026, 12, 9), last_day=date(2026, 12, 11))
    with pytest.raises(Overlaps):
        people_files.store(upload=upload(cast, "2026-12-10~2026-12-14"), by=cast.chen, now=NOW)
    assert ranges(cast.lin) == [(date(2026, 12, 9), date(2026, 12, 11))]
    assert PeopleUpload.objects.get().state == "checked"
