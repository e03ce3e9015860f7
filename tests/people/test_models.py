"""What the database itself refuses about people, and how they are found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from tests.cast import PASSWORD, Cast, hire
from zuoxi.people.models import Contract, Person, PersonSkill, Role, RoleName, Skill, Unit, UnitKind

pytestmark = pytest.mark.django_db


def refused(name: str, make: Any) -> None:
    """The constraint `name` refuses it (SQLite names the columns of a unique constraint instead)."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    told = str(caught.value)
    assert name in told or "UNIQUE" in told


def test_a_work_number_is_given_once(cast: Cast) -> None:
    refused("work_number", lambda: hire("1001", "别人", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT))


def test_nobody_leaves_before_being_hired(cast: Cast) -> None:
    lin = Person.objects.filter(pk=cast.lin.pk)
    refused("person_leaves_after_being_hired", lambda: lin.update(left_on=date(2025, 2, 28)))
    lin.update(left_on=date(2025, 3, 1))


def test_who_is_rostered_has_a_contract(cast: Cast) -> None:
    refused("who_is_rostered_has_a_contract", lambda: Person.objects.filter(pk=cast.lin.pk).update(contract=None))
    Person.objects.filter(pk=cast.chen.pk).update(contract=None)


@pytest.mark.parametrize("level", [0, 6])
def test_a_skill_has_a_level_from_1_to_5(cast: Cast, level: int) -> None:
    refused("skill_level_1_to_5", lambda: PersonSkill.objects.filter(person=cast.lin).update(level=level))


def test_a_person_has_a_skill_once(cast: Cast) -> None:
    refused("skill_once_a_person", lambda: PersonSkill.objects.create(person=cast.lin, skill=cast.skill, level=1, since=date(2026, 1, 1)))


def test_a_role_in_a_unit_is_given_once_in_another_again(cast: Cast) -> None:
    refused("role_once", lambda: Role.objects.create(person=cast.wu, name=RoleName.LEADER, unit=cast.team))
    Role.objects.create(person=cast.wu, name=RoleName.LEADER, unit=cast.other_team)


@pytest.mark.parametrize("minutes", [0, 7 * 24 * 60 + 1])
def test_a_contract_binds_a_possible_week(cast: Cast, minutes: int) -> None:
    refused("contract_week_is_possible", lambda: Contract.objects.create(code="x", name="x", week_min=minutes, rate=1))


def test_only_the_centre_has_no_parent(cast: Cast) -> None:
    refused("only_the_centre_has_no_parent", lambda: Unit.objects.create(kind=UnitKind.TEAM, name="孤"))
    refused("only_the_centre_has_no_parent", lambda: Unit.objects.create(kind=UnitKind.CENTRE, name="分", parent=cast.centre))


def test_two_units_of_a_kind_differ_in_name(cast: Cast) -> None:
    refused("unit_name_once", lambda: Unit.objects.create(kind=UnitKind.TEAM, name="一组", parent=cast.operations))
    Unit.objects.create(kind=UnitKind.DEPARTMENT, name="一组", parent=cast.centre)


def test_what_people_depend_on_cannot_be_deleted(cast: Cast) -> None:
    for thing in (cast.lin.post, cast.contract, cast.team, cast.skill):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_when_the_head_goes_the_unit_stays(cast: Cast) -> None:
    cast.wu.delete()
    assert Unit.objects.get(pk=cast.team.pk).head is None


@pytest.mark.parametrize("text", ["林静", "林", "lin", "linj", "linjing", "lj", "LJ", "Lin Jing", "1001", "100", " 林静 "])
def test_a_person_is_found_by_name_pinyin_initials_and_number(cast: Cast, text: str) -> None:
    assert cast.lin in Person.objects.all().matching(text)


@pytest.mark.parametrize("text", ["赵", "zhao", "zl", "001", "静林", "jl", "%", "_", "x' OR 1=1 --"])
def test_whoever_is_not_meant_is_not_found(cast: Cast, text: str) -> None:
    assert cast.lin not in Person.objects.all().matching(text)


@pytest.mark.parametrize("name", ["张𠮷", "王䶮", "欧阳娜娜", "阿卜杜拉·买买提", "O'Brien", "Łukasz", "张 三", "🙂"])
def test_rare_characters_and_foreign_names_are_kept_and_found(cast: Cast, name: str) -> None:
    person = hire("7001", name, unit=cast.team, post=cast.lin.post, role=RoleName.AGENT)
    person.refresh_from_db()
    assert person.name == name
    assert person in Person.objects.all().matching(name)


def test_a_changed_name_is_found_by_its_new_pinyin(cast: Cast) -> None:
    cast.lin.name = "林晓静"
    cast.lin.save()
    assert cast.lin in Person.objects.all().matching("lxj")
    assert cast.lin not in Person.objects.all().matching("linjing")


def test_people_stand_in_the_order_of_a_chinese_register(cast: Cast) -> None:
    hire("0999", "林静", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT)
    found = [f"{person.name}{person.work_number}" for person in Person.objects.all().by_name()]
    assert found == ["陈晓燕3001", "高远6001", "林静0999", "林静1001", "孙立5001", "吴班长2001", "赵磊1002", "周敏4001"]


@pytest.mark.parametrize(
    ("day", "there"), [(date(2025, 2, 28), False), (date(2025, 3, 1), True), (date(2026, 2, 27), True), (date(2026, 2, 28), False)]
)
def test_one_is_employed_from_the_first_day_until_the_day_of_leaving(cast: Cast, day: date, there: bool) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(left_on=date(2026, 2, 28))
    assert Person.objects.present(day).filter(pk=cast.lin.pk).exists() is there


def test_without_dates_one_is_employed(cast: Cast) -> None:
    assert cast.chen in Person.objects.present(date(1999, 1, 1))


def test_those_whom_the_roster_plans(cast: Cast) -> None:
    assert set(Person.objects.all().rostered()) == {cast.lin, cast.zhao}


def test_names_are_shown_in_the_readers_language_if_there_is_one(cast: Cast) -> None:
    nameless = Skill.objects.create(code="loan", name="贷款")
    with translation.override("en"):
        assert (str(cast.skill), str(nameless), str(cast.lin)) == ("Cards", "贷款", "林静")
    with translation.override("zh-hans"):
        assert str(cast.skill) == "信用卡"


def test_the_work_number_is_the_login_and_the_password_is_stored_as_argon2(cast: Cast) -> None:
    assert authenticate(username="1001", password=PASSWORD) == cast.lin
    assert authenticate(username="1001", password="wrong") is None
    assert authenticate(username="林静", password=PASSWORD) is None
    assert cast.lin.password.startswith("argon2$argon2id$")
