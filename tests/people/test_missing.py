"""What a people file names and the centre does not have: told once a name, made when ticked and allowed, all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import Cast, at, hire, make_cast
from zuoxi.core.tables import csv_bytes
from zuoxi.engine.finding import Finding
from zuoxi.people import imports, missing
from zuoxi.people.missing import MOST, Missing
from zuoxi.people.models import PeopleUpload, Person, PersonSkill, Post, RoleName, Skill, Unit, UploadState

pytestmark = pytest.mark.django_db
NOW = at("2026-11-22 09:00")
HEADER = ["工号", "姓名", "班组", "岗位", "合同", "技能"]
ROWS = [
    ["0007", "何雨", "九组", "接线员", "全日制", "热线:2; 挂失:4"],
    ["0008", "何风", "九组", "接线员", "全日制", "热线:3; 信用卡:1"],
    ["0009", "何云", "九组", "", "全日制", "ＨＯＴＬＩＮＥ:1; hotline:2"],
]
ALL = ("skill:热线", "skill:挂失", "post:接线员")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def upload(cast: Cast, *rows: list[Any], by: Person | None = None) -> PeopleUpload:
    return imports.check(data=csv_bytes(HEADER, list(rows)), name="people.csv", by=by or cast.chen, now=NOW)


def counts() -> tuple[int, ...]:
    return tuple(model._default_manager.count() for model in (Person, Skill, Post, Unit, PersonSkill))


def test_every_name_is_told_once_with_its_rows_skills_first(cast: Cast) -> None:
    plan = imports.preview(upload(cast, *ROWS[:2]))
    assert plan.missing == (Missing("skill", "热线", 2), Missing("skill", "挂失", 1), Missing("post", "接线员", 2))
    assert plan.errors == ()
    assert plan.count("new") == 2


def test_names_that_differ_in_width_or_case_only_are_one_and_a_row_that_has_it_twice_is_an_error(cast: Cast) -> None:
    plan = imports.preview(upload(cast, ROWS[2]))
    assert [(one.kind, one.rows) for one in plan.missing] == [("skill", 1)]
    assert [finding.code for finding in plan.errors] == ["people.skill_twice"]


def test_what_is_ticked_is_made_with_the_people(cast: Cast) -> None:
    plan = imports.store(upload=upload(cast, *ROWS[:2]), by=cast.chen, now=NOW, make=ALL)
    assert plan.count("new") == 2
    wind = Person.objects.get(work_number="0008")
    assert dict(wind.skills.values_list("skill__code", "level")) == {"rexian": 3, "card": 1}
    assert (wind.post.code, wind.post.name) == ("jiexianyuan", "接线员")
    assert Skill.objects.get(name="挂失").code == "guashi"


def test_what_is_not_ticked_refuses_the_whole(cast: Cast) -> None:
    file, before = upload(cast, *ROWS[:2]), counts()
    with pytest.raises(imports.NotMade) as refused:
        imports.store(upload=file, by=cast.chen, now=NOW, make=ALL[:2])
    assert refused.value.facts["names"] == "接线员"
    assert counts() == before
    file.refresh_from_db()
    assert file.state == UploadState.CHECKED


def test_with_another_error_nothing_is_made_however_much_is_ticked(cast: Cast) -> None:
    file, before = upload(cast, *ROWS[:2], ["0010", "", "九组", "", "全日制", "信用卡:2"]), counts()
    plan = imports.preview(file)
    assert ([finding.code for finding in plan.errors], len(plan.missing)) == (["people.empty"], 3)
    with pytest.raises(imports.HasErrors):
        imports.store(upload=file, by=cast.chen, now=NOW, make=ALL)
    assert counts() == before


def test_an_error_that_shows_only_when_the_names_are_there_takes_them_away_again(cast: Cast) -> None:
    file, before = upload(cast, ROWS[2]), counts()
    with pytest.raises(imports.HasErrors):
        imports.store(upload=file, by=cast.chen, now=NOW, make=["skill:ＨＯＴＬＩＮＥ", "skill:HOTLINE"])
    assert counts() == before


def test_hr_brings_posts_but_no_skills(cast: Cast) -> None:
    hr = hire("7001", "韩人事", unit=cast.centre, post=cast.chen.post, role=RoleName.HR)
    file, before = upload(cast, *ROWS[:2], by=hr), counts()
    with pytest.raises(PermissionDenied):
        imports.store(upload=file, by=hr, now=NOW, make=ALL)
    assert counts() == before
    row = [*ROWS[0][:5], "信用卡:2"]
    imports.store(upload=upload(cast, row, by=hr), by=hr, now=NOW, make=["post:接线员"])
    assert Person.objects.get(work_number="0007").post.name == "接线员"


def test_a_contract_is_never_made_by_a_file(cast: Cast) -> None:
    plan = imports.preview(upload(cast, ["0007", "何雨", "九组", "", "计件", "信用卡:2"]))
    assert plan.missing == ()
    assert missing.missing(plan.errors) == (Missing("contract", "计件", 1),)
    assert not Missing("contract", "计件", 1).may_be_made_by(cast.chen)


@pytest.mark.parametrize("name", ["热" * 201, "热\u200b\x07线"])
def test_a_name_that_is_too_long_or_cannot_be_shown_is_an_error(name: str) -> None:
    assert not Missing("skill", name, 1).can_be_made


def test_more_names_than_a_centre_has_are_a_wrong_column_and_none_is_made() -> None:
    many = [Finding("people.unknown_skill", "error", n, "技能", {"skill": f"s{n}", "known": ""}) for n in range(MOST + 1)]
    assert len(missing.makeable(missing.missing(many[:MOST]))) == MOST
    assert missing.makeable(missing.missing(many)) == ()


def test_two_names_with_one_pinyin_get_codes_of_their_own_and_signs_one_by_number(cast: Cast) -> None:
    wanted = [Missing("skill", name, 1) for name in ("挂失", "刮诗", "！！", "？？", "card")]
    missing.make(wanted, by=cast.chen)
    made = dict(Skill.objects.exclude(pk=cast.skill.pk).values_list("name", "code"))
    assert made == {"挂失": "guashi", "刮诗": "guashi-2", "！！": "skill", "？？": "skill-2", "card": "card-2"}
