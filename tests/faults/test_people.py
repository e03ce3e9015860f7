"""People files stored by two at once, and storing cut off: everybody of a file or nobody, nobody twice (R4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.faults.processes import at_once, errors, killed
from tests.roster.builders import NOW
from zuoxi.core.tables import csv_bytes
from zuoxi.people import imports
from zuoxi.people.models import PeopleUpload, Person, PersonSkill, Role, Unit
from zuoxi.roster import people_files
from zuoxi.roster.models import Leave

HEADER = ("工号", "姓名", "班组", "合同", "技能", "休假")


def rows(count: int, *, first: int = 0, team: str = "九组", leave: str = "", level: int = 3) -> list[list[str]]:
    return [[f"N{first + n:04}", f"新人{first + n}", team, "全日制", f"信用卡:{level}", leave] for n in range(count)]


def uploaded(cast: Cast, lines: list[list[str]]) -> PeopleUpload:
    return imports.check(data=csv_bytes(HEADER, lines), name="people.csv", by=cast.chen, now=NOW)


def storing(upload: PeopleUpload, cast: Cast) -> Callable[[], imports.Preview]:
    return lambda: people_files.store(upload=PeopleUpload.objects.get(pk=upload.pk), by=cast.chen, now=NOW)


def test_a_file_stored_by_many_at_once_is_stored_once(cast: Cast) -> None:
    upload = uploaded(cast, rows(20))
    results = at_once(*[storing(upload, cast)] * 4)
    assert len([one for one in results if not isinstance(one, Exception)]) == 1
    assert set(errors(results)) <= {"MovedMeanwhile", "Refusal"}
    assert Person.objects.filter(work_number__startswith="N").count() == 20


def test_the_same_new_people_in_two_files_at_once_are_brought_once(cast: Cast) -> None:
    results = at_once(*(storing(uploaded(cast, rows(10)), cast) for _n in range(3)))
    assert errors(results) == []
    assert sorted((plan.count("new"), plan.count("same")) for plan in results) == [(0, 10), (0, 10), (10, 0)]
    assert Person.objects.filter(work_number__startswith="N").count() == 10
    assert Role.objects.filter(person__work_number__startswith="N").count() == 10


def test_two_files_that_name_one_new_team_make_it_once(cast: Cast) -> None:
    results = at_once(*(storing(uploaded(cast, rows(3, first=10 * n)), cast) for n in range(3)))
    assert errors(results) == []
    assert Unit.objects.filter(name="九组").count() == 1
    assert Unit.objects.get(name="九组").people.count() == 9


def test_two_files_with_other_levels_for_the_same_people_leave_the_levels_of_one_of_them(cast: Cast) -> None:
    storing(uploaded(cast, rows(5)), cast)()
    results = at_once(storing(uploaded(cast, rows(5, level=4)), cast), storing(uploaded(cast, rows(5, level=5)), cast))
    assert errors(results) == []
    levels = set(PersonSkill.objects.filter(person__work_number__startswith="N").values_list("level", flat=True))
    assert levels in ({4}, {5})
    assert PersonSkill.objects.filter(person__work_number__startswith="N").count() == 5


def test_leave_in_two_files_at_once_is_granted_once_or_refused_with_the_whole_file(cast: Cast) -> None:
    storing(uploaded(cast, rows(1)), cast)()
    files = [uploaded(cast, rows(1, leave=leave, level=level)) for leave, level in (("2026-12-01~2026-12-05", 4), ("2026-12-05~2026-12-07", 5))]
    results = at_once(*(storing(file, cast) for file in files))
    assert errors(results) == ["Overlaps"]
    won = next(n for n, one in enumerate(results) if not isinstance(one, Exception))
    assert Leave.objects.count() == 1
    assert PersonSkill.objects.get(person__work_number="N0000").level == (4, 5)[won], "the refused file changed something"


def test_a_file_is_stored_or_discarded_never_both(cast: Cast) -> None:
    upload = uploaded(cast, rows(5))
    results = at_once(storing(upload, cast), lambda: imports.discard(upload=PeopleUpload.objects.get(pk=upload.pk), by=cast.chen, now=NOW))
    upload.refresh_from_db()
    assert len(errors(results)) == 1
    assert Person.objects.filter(work_number__startswith="N").exists() == (upload.state == "stored")


@pytest.mark.slow
def test_killed_at_any_statement_everybody_of_the_file_is_there_or_nobody(cast: Cast) -> None:
    upload = uploaded(cast, rows(60, leave="2026-12-01"))
    people, at = Person.objects.count(), 2
    while killed(storing(upload, cast), before=at):
        upload.refresh_from_db()
        assert (upload.state, Person.objects.count(), Leave.objects.count()) == ("checked", people, 0), at
        assert not Unit.objects.filter(name="九组").exists()
        at += 4
    assert at > 10, "it was hardly killed"
    assert (Person.objects.count(), Leave.objects.count()) == (people + 60, 60)
    assert all(person.roles.count() == 1 and person.skills.count() == 1 for person in Person.objects.filter(work_number__startswith="N"))
