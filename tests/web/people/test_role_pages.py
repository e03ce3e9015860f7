"""The pages on which roles are given and taken."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast, client_of, hire
from zuoxi.core.models import AuditEvent
from zuoxi.people.models import FormerRole, Person, Role, RoleName

pytestmark = pytest.mark.django_db


def page(cast: Cast, path: str) -> str:
    response = client_of(cast.shen).get(path)
    assert response.status_code == 200
    return response.content.decode()


def give(cast: Cast, person: Person, **said: object) -> tuple[int, str]:
    """Status and page, after the redirect where there is one."""
    response = client_of(cast.shen).post(f"/people/{person.pk}/roles/", {"role": "trainer", "unit": cast.centre.pk} | said)
    after = page(cast, response.headers["Location"]) if response.status_code == 302 else response.content.decode()
    return response.status_code, after


def test_the_list_names_who_holds_more_than_an_agents_role(cast: Cast) -> None:
    html = page(cast, "/people/roles/")
    for name in ("吴班长", "陈晓燕", "周敏", "沈卫"):
        assert name in html
    assert "林静" not in html
    assert "林静" in page(cast, "/people/roles/?role=agent")


@pytest.mark.parametrize("query", ["?role=emperor", "?role=%00", "?role=' OR 1", "?sort=person__password"])
def test_a_filter_that_makes_no_sense_is_left_out(query: str, cast: Cast) -> None:
    assert "吴班长" in page(cast, f"/people/roles/{query}")


def test_a_role_given_stands_on_the_page_with_its_days(cast: Cast) -> None:
    until = timezone.localdate() + timedelta(days=30)
    status, html = give(cast, cast.lin, until=until.isoformat())
    assert status == 302
    assert "培训师" in html
    assert f"{timezone.localdate()}～{until}" in html
    role = Role.objects.get(person=cast.lin, name=RoleName.TRAINER)
    assert (role.granted_by, role.valid_until) == (cast.shen, until)


def test_a_role_for_later_is_marked_as_not_yet_in_force(cast: Cast) -> None:
    _, html = give(cast, cast.lin, begin=(timezone.localdate() + timedelta(days=5)).isoformat())
    assert "尚未生效" in html
    assert client_of(cast.lin).get("/people/").status_code == 403


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"role": ""}, "is-invalid"),
        ({"role": "emperor"}, "is-invalid"),
        ({"unit": "987654"}, "is-invalid"),
        ({"begin": "soon"}, "is-invalid"),
        ({"begin": "2030-01-02", "until": "2030-01-01"}, "截止日早于开始日"),
    ],
)
def test_a_wrong_form_is_told_where_and_changes_nothing(said: dict[str, object], told: str, cast: Cast) -> None:
    status, html = give(cast, cast.lin, **said)
    assert status == 422
    assert told in html
    assert Role.objects.filter(person=cast.lin).count() == 1


def test_a_second_administrator_role_is_refused_with_the_name_of_the_first(cast: Cast) -> None:
    status, html = give(cast, cast.gao, role=RoleName.AUDITOR)
    assert status == 422
    assert "高远 已担任三类管理员之一（系统管理员）" in html
    assert Role.objects.get(person=cast.gao).name == RoleName.ADMINISTRATOR


def test_the_same_role_twice_is_refused(cast: Cast) -> None:
    give(cast, cast.lin)
    status, html = give(cast, cast.lin)
    assert status == 422
    assert "已有此角色" in html


def test_a_role_to_oneself_is_forbidden_and_remembered(cast: Cast) -> None:
    """A11: directly, past the page."""
    status, html = give(cast, cast.shen)
    assert status == 403
    assert "不能给自己授予角色" in html
    assert not AuditEvent.objects.get(action="role.granted").success


def test_a_unit_beyond_ones_reach_is_not_offered_and_not_taken(cast: Cast) -> None:
    local = hire("6009", "卫立", unit=cast.operations, post=cast.gao.post, role=RoleName.SECURITY)
    client = client_of(local)
    offered = re.findall(r'<option value="(\d+)"', client.get(f"/people/{cast.lin.pk}/roles/").content.decode())
    assert str(cast.team.pk) in offered
    assert str(cast.centre.pk) not in offered
    assert client.post(f"/people/{cast.lin.pk}/roles/", {"role": "planner", "unit": cast.centre.pk}).status_code == 422
    assert client.get(f"/people/{cast.chen.pk}/roles/").status_code == 404
    assert Role.objects.filter(person=cast.lin).count() == 1


def withdraw(cast: Cast, person: Person, reason: str) -> str:
    role = Role.objects.get(person=person)
    response = client_of(cast.shen).post(f"/people/roles/{role.pk}/withdraw/", {"reason": reason}, follow=True)
    return response.content.decode()


def test_a_role_taken_stands_in_the_history_with_its_reason(cast: Cast) -> None:
    html = withdraw(cast, cast.wu, "调岗到二组")
    assert "调岗到二组" in html
    assert "此人没有角色" in html
    assert FormerRole.objects.get().withdrawn_by == cast.shen


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_is_taken(reason: str, cast: Cast) -> None:
    assert "请填写收回原因" in withdraw(cast, cast.wu, reason)
    assert Role.objects.filter(person=cast.wu).exists()
    assert not FormerRole.objects.exists()


def test_the_person_page_leads_there_only_for_who_gives_roles(cast: Cast) -> None:
    link = f'href="/people/{cast.lin.pk}/roles/"'
    assert link in page(cast, f"/people/{cast.lin.pk}/")
    assert link not in client_of(cast.gao).get(f"/people/{cast.lin.pk}/").content.decode()
