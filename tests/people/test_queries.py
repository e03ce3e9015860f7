"""The list with its filters, the tree of units, the sheets of posts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast, hire
from tests.web.people.pages import more_people
from zuoxi.people import queries
from zuoxi.people.models import Person, Post, RoleName, Skill, Unit, UnitKind
from zuoxi.people.queries import Wanted
from zuoxi.rules.organisation import Span, SpanPolicy

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 8)


def found(reader: Person, **wanted: object) -> set[str]:
    return {person.name for person in queries.listed(reader, Wanted(**wanted), day=TODAY)}  # type: ignore[arg-type]


def test_the_list_is_narrowed_by_text_unit_post_and_skill_together(cast: Cast) -> None:
    assert found(cast.chen, text="l") == {"林静", "孙立", "赵磊"}
    assert found(cast.chen, text="lin") == {"林静"}
    assert found(cast.chen, unit=cast.team) == {"林静", "吴班长"}
    assert found(cast.chen, unit=cast.operations) == {"林静", "吴班长", "赵磊", "孙立"}
    assert found(cast.chen, post=cast.lin.post) == {"林静", "赵磊"}
    assert found(cast.chen, skill=cast.skill, unit=cast.other_team) == {"赵磊"}
    assert found(cast.chen, skill=cast.skill, post=cast.chen.post) == set()


def test_no_filter_reaches_beyond_ones_own_people(cast: Cast) -> None:
    assert found(cast.wu) == {"吴班长", "林静"}
    assert found(cast.wu, text="zl") == set()
    assert found(cast.wu, unit=cast.other_team) == set()
    assert found(cast.wu, unit=cast.centre) == {"吴班长", "林静"}


def test_those_who_left_are_listed_apart(cast: Cast) -> None:
    Person.objects.filter(pk=cast.zhao.pk).update(left_on=TODAY)
    assert "赵磊" not in found(cast.chen)
    assert found(cast.chen, gone=True) == {"赵磊"}
    assert found(cast.wu, gone=True) == set()


def test_those_who_have_not_begun_are_not_listed_yet(cast: Cast) -> None:
    Person.objects.filter(pk=cast.zhao.pk).update(hired_on=date(2026, 3, 9))
    assert "赵磊" not in found(cast.chen)
    assert found(cast.chen, gone=True) == set()


def test_somebody_with_two_skills_stands_once_in_the_list(cast: Cast) -> None:
    loan = Skill.objects.create(code="loan", name="贷款")
    cast.lin.skills.create(skill=loan, level=1, since=TODAY)
    assert [person.name for person in queries.listed(cast.wu, Wanted(), day=TODAY).by_name()] == ["林静", "吴班长"]


def test_a_list_is_drawn_with_three_queries_however_long(cast: Cast, django_assert_num_queries: object) -> None:
    more_people(cast, 60)
    people = queries.listed(cast.chen, Wanted(), day=TODAY)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert sum(len(person.skills.all()) for person in people if person.unit and person.post) == 62


def tree(policy: SpanPolicy | None = None) -> dict[str, tuple[int, int, int, Span | None]]:
    branches = queries.tree(day=TODAY, policy=policy or SpanPolicy())
    return {branch.unit.name: (branch.depth, branch.agents, branch.people, branch.span) for branch in branches}


def test_the_tree_counts_agents_and_people_beneath(cast: Cast) -> None:
    assert tree() == {
        "客服中心": (0, 2, 7, None),
        "运营部": (1, 2, 4, None),
        "一组": (2, 1, 2, Span.SMALL),
        "二组": (2, 1, 1, Span.SMALL),
    }


def test_a_team_of_the_right_size_and_one_too_large_are_told_apart(cast: Cast) -> None:
    more_people(cast, 12)
    assert tree()["一组"][1:] == (13, 14, Span.RIGHT)
    assert tree(SpanPolicy(least=5, most=10))["一组"][3] is Span.LARGE
    assert tree(SpanPolicy(least=1, most=1))["二组"][3] is Span.RIGHT


def test_the_head_is_no_agent_of_the_own_team_even_if_rostered(cast: Cast) -> None:
    Person.objects.filter(pk=cast.wu.pk).update(is_rostered=True, contract=cast.contract)
    assert tree()["一组"][1:3] == (1, 2)
    Unit.objects.filter(pk=cast.team.pk).update(head=None)
    assert tree()["一组"][1:3] == (2, 2)


def test_those_who_left_are_not_counted(cast: Cast) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(left_on=TODAY)
    assert tree()["一组"][1:3] == (0, 1)


def test_units_stand_in_their_order_each_before_its_own(cast: Cast) -> None:
    Unit.objects.create(kind=UnitKind.TEAM, name="零组", parent=cast.operations, order=0)
    assert list(tree()) == ["客服中心", "运营部", "零组", "一组", "二组"]


def test_the_tree_takes_two_queries_however_large(cast: Cast, django_assert_num_queries: object) -> None:
    Unit.objects.bulk_create(Unit(kind=UnitKind.TEAM, name=f"第{n}组", parent=cast.operations) for n in range(40))
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(queries.tree(day=TODAY, policy=SpanPolicy())) == 44


def test_a_post_sheet_knows_who_reports_to_it_and_how_many_hold_it(cast: Cast) -> None:
    Post.objects.filter(code="agent").update(reports_to=Post.objects.get(code="leader"))
    Person.objects.filter(pk=cast.zhao.pk).update(left_on=TODAY)
    sheets = {sheet.post.code: sheet for sheet in queries.post_sheets(day=TODAY)}
    assert [post.code for post in sheets["leader"].below] == ["agent"]
    assert (sheets["agent"].people, sheets["leader"].people) == (1, 1)
    assert sheets["agent"].post.reports_to == cast.wu.post


def test_a_post_nobody_holds_has_a_sheet_too(cast: Cast) -> None:
    Post.objects.create(code="hr", name="人事")
    hire("8001", "何欢", unit=cast.centre, post=cast.chen.post, role=RoleName.PLANNER)
    sheets = {sheet.post.code: sheet.people for sheet in queries.post_sheets(day=TODAY)}
    assert (sheets["hr"], sheets["planner"]) == (0, 2)
