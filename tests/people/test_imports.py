"""People from a file: previewed, then stored whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, at, make_cast
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.tables import Sheet, csv_bytes, xlsx_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.people import imports
from zuoxi.people.models import PeopleUpload, Person, PersonSkill, Role, RoleName, Skill, Unit, UploadState

pytestmark = pytest.mark.django_db
NOW = at("2026-11-22 09:00")
HEADER = ["工号", "姓名", "班组", "合同", "技能", "值班长"]
LIN = ["1001", "林静", "一组", "全日制", "信用卡:3", "否"]
NEW = ["0007", "何雨", "九组", "full", "card:2; 贷款:4", "是"]


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    Skill.objects.create(code="loan", name="贷款", name_en="Loans")
    return made


def upload(cast: Cast, *rows: list[Any], header: list[str] | None = None) -> PeopleUpload:
    return imports.check(data=csv_bytes(header or HEADER, list(rows)), name="people.csv", by=cast.chen, now=NOW)


def test_the_preview_tells_who_is_new_who_changes_and_who_stays(cast: Cast) -> None:
    zhao = ["1002", "赵磊", "一组", "全日制", "信用卡:5", "否"]
    plan = imports.preview(upload(cast, LIN, zhao, NEW))
    assert [one.news for one in plan.planned] == ["same", "changed", "new"]
    assert plan.planned[1].changes == (("team", "二组", "一组"), ("skills", "card:2", "card:5"))
    assert plan.new_teams == ("九组",)
    assert Person.objects.filter(work_number="0007").count() == 0


def test_storing_makes_the_new_and_changes_the_known(cast: Cast) -> None:
    file = upload(cast, ["1001", "林静静", "九组", "全日制", "贷款:1", "是"], NEW)
    plan = imports.store(upload=file, by=cast.chen, now=NOW)
    assert (plan.count("new"), plan.count("changed"), plan.count("same")) == (1, 1, 0)
    lin, new = Person.objects.get(work_number="1001"), Person.objects.get(work_number="0007")
    assert (lin.name, lin.unit.name, lin.is_shift_lead, lin.pinyin) == ("林静静", "九组", True, "linjingjing")
    assert dict(lin.skills.values_list("skill__code", "level")) == {"loan": 1}
    assert (new.is_rostered, new.is_shift_lead, new.hired_on, new.post.code) == (True, True, date(2026, 11, 22), "agent")
    assert not new.has_usable_password()
    assert list(Role.objects.filter(person=new).values_list("name", "unit__name")) == [(RoleName.AGENT, "九组")]
    assert dict(new.skills.values_list("skill__code", "level")) == {"card": 2, "loan": 4}


def test_who_is_not_in_the_file_stays_and_a_skill_kept_keeps_its_evidence(cast: Cast) -> None:
    PersonSkill.objects.filter(person=cast.lin).update(evidence="上岗认证")
    imports.store(upload=upload(cast, ["1001", "林静", "一组", "全日制", "信用卡:5", "否"]), by=cast.chen, now=NOW)
    skill = cast.lin.skills.get()
    assert (skill.level, skill.evidence, skill.since) == (5, "上岗认证", date(2025, 6, 1))
    assert Person.objects.filter(pk=cast.zhao.pk).exists()


def test_storing_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    imports.store(upload=upload(cast, LIN, NEW), by=cast.chen, now=NOW)
    before = list(Person.objects.order_by("pk").values()), list(PersonSkill.objects.order_by("pk").values())
    plan = imports.store(upload=upload(cast, LIN, NEW), by=cast.chen, now=NOW)
    assert plan.count("same") == 2
    assert (list(Person.objects.order_by("pk").values()), list(PersonSkill.objects.order_by("pk").values())) == before


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["0008", "何雨", "一组", "全日制", f"{'热' * 201}:4", "否"], "people.unknown_skill"),
        (["1001", "林静", "一组", "全日制", "信用卡:3", "否"], "people.twice"),
        (["0008", "何雨", "一组", "计件", "信用卡:4", "否"], "people.unknown_contract"),
        (["0008", "何雨", "一组", "全日制", "信用卡:9", "否"], "people.bad_skill"),
    ],
)
def test_one_wrong_row_and_nothing_of_the_file_is_stored(cast: Cast, row: list[str], code: str) -> None:
    file = upload(cast, LIN, NEW, row)
    assert [finding.code for finding in imports.preview(file).errors] == [code]
    with pytest.raises(imports.HasErrors) as refused:
        imports.store(upload=file, by=cast.chen, now=NOW)
    assert refused.value.facts["count"] == 1
    assert not Person.objects.filter(work_number="0007").exists()
    assert not Unit.objects.filter(name="九组").exists()
    file.refresh_from_db()
    assert file.state == UploadState.CHECKED


def test_an_unknown_post_is_missing_and_a_known_one_is_taken(cast: Cast) -> None:
    header = [*HEADER, "岗位"]
    assert [one.key for one in imports.preview(upload(cast, [*NEW, "飞行员"], header=header)).missing] == ["post:飞行员"]
    imports.store(upload=upload(cast, [*NEW, "班长"], header=header), by=cast.chen, now=NOW)
    assert Person.objects.get(work_number="0007").post.code == "leader"
    plan = imports.store(upload=upload(cast, [*NEW, "座席代表"], header=header), by=cast.chen, now=NOW)
    assert plan.planned[0].changes == (("post", "leader", "agent"),)
    assert Person.objects.get(work_number="0007").post.code == "agent"


def test_a_file_is_decided_once(cast: Cast) -> None:
    file = upload(cast, NEW)
    imports.discard(upload=file, by=cast.chen, now=NOW)
    assert (file.state, file.content, file.decided_by) == (UploadState.DISCARDED, None, cast.chen)
    other = upload(cast, NEW)
    stale = PeopleUpload.objects.get(pk=other.pk)
    imports.store(upload=other, by=cast.chen, now=NOW)
    with pytest.raises(MovedMeanwhile):
        imports.store(upload=stale, by=cast.chen, now=NOW)


def test_a_file_that_cannot_be_read_is_not_kept(cast: Cast) -> None:
    for data in (b"", b"\xff\xfe\x00garbage\x00\x01" * 3, "姓名\n何雨\n".encode()):
        with pytest.raises(Refusal):
            imports.check(data=data, name="x.csv", by=cast.chen, now=NOW)
    assert PeopleUpload.objects.count() == 0


def test_a_workbook_is_read_like_a_csv(cast: Cast) -> None:
    data = xlsx_bytes([Sheet("人员", HEADER, [LIN, NEW])])
    plan = imports.preview(imports.check(data=data, name="people.xlsx", by=cast.chen, now=NOW))
    assert [one.news for one in plan.planned] == ["same", "new"]


@pytest.mark.slow
def test_five_thousand_people_are_stored_in_some_two_hundred_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows = [[f"{n:06d}", f"何{n}", f"{n // 13}组", "全日制", "信用卡:2; 贷款:1", "否"] for n in range(100_000, 105_000)]
    file, before = upload(cast, *rows), Person.objects.count()
    with django_assert_max_num_queries(230):
        imports.store(upload=file, by=cast.chen, now=NOW)
    assert Person.objects.count() == before + 5000
