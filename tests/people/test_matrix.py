"""The access matrix: one file that says who may do what; the code obeys it, and what it says is written down here a second time by hand."""

from __future__ import annotations

import pytest

from zuoxi.acd import access as acd_access
from zuoxi.people import access, matrix
from zuoxi.people.models import ADMINISTRATORS, RoleName

LEADS = {"leader", "shift_lead", "supervisor"}
PLANS = {"planner", "manager", "hr"}


def test_the_matrix_says_what_it_shall() -> None:
    looks_up = LEADS | PLANS | {"quality", "trainer", "administrator", "security_admin"}
    assert matrix.roles("person", "look_up") == access.LOOKS_UP == looks_up
    assert matrix.roles("terms", "read") == access.OPENS_TERMS == PLANS
    assert matrix.roles("leave", "read") == access.SEES_LEAVE == LEADS | PLANS
    assert matrix.roles("queue", "read", "all") == acd_access.SEE_ALL == looks_up
    assert matrix.roles("person", "import", "all") == {"planner", "hr"}
    assert matrix.roles("role", "grant") == {"security_admin"}
    assert matrix.roles("audit", "read", "all") == matrix.roles("audit", "export", "all") == {"audit_admin"}


def test_it_names_only_roles_that_exist() -> None:
    assert {role for cell in matrix.cells() for role in cell.roles} <= {*RoleName.values, matrix.ANYBODY}


def test_no_right_is_said_twice() -> None:
    keys = [(cell.resource, cell.action, cell.scope) for cell in matrix.cells()]
    assert len(keys) == len(set(keys))


def test_the_administrators_rights_do_not_meet_where_it_matters() -> None:
    """Separation of administrators: nobody's right is both to give rights and to read what was done with them."""
    grants, reads = matrix.roles("role", "grant"), matrix.roles("audit", "read", "all")
    assert not grants & reads
    assert not {"administrator"} & (grants | reads)
    business = matrix.roles("terms", "read") | matrix.roles("leave", "read") | matrix.roles("person", "export")
    assert not business & set(ADMINISTRATORS), "and none of them reads contracts, grades or leave by virtue of the role"
    auditor = [cell for cell in matrix.cells() if "audit_admin" in cell.roles]
    assert {cell.action for cell in auditor} == {"read", "export"}, "the auditor changes nothing"


def test_fields_are_those_of_the_right() -> None:
    assert matrix.fields("leader", "person", "look_up", "unit") >= {"name", "post"}
    assert matrix.fields("leader", "terms", "read", "unit") == frozenset()
    assert matrix.fields("leader", "terms", "read", "own") == {"contract", "grade"}
    assert matrix.fields("planner", "terms", "read", "unit") == {"contract", "grade"}
    assert matrix.fields("audit_admin", "person", "look_up", "unit") == frozenset()


def test_a_right_that_the_matrix_does_not_know_is_a_defect() -> None:
    with pytest.raises(KeyError):
        matrix.roles("person", "fire")


@pytest.mark.parametrize(
    "text",
    [
        "[a.b]\nteams = { roles = ['agent'] }",
        "[a.b]\nown = { roles = [] }",
        "[a.b]\nown = { }",
        "[a.b]\nown = { roles = ['agent'], extra = 1 }",
    ],
)
def test_a_matrix_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.b"):
        matrix.read(text)
