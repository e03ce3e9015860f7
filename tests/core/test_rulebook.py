"""Which code carries a rule, and what each rule did in a period, told by who keeps decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.cast import at
from zuoxi.core import rulebook
from zuoxi.core.rulebook import Count

START, END = at("2026-03-01 00:00"), at("2026-04-01 00:00")


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[rulebook.Counter]]:
    found: list[rulebook.Counter] = []
    monkeypatch.setattr(rulebook, "COUNTERS", found)
    return found


def test_the_modules_of_a_rule_are_those_that_name_it() -> None:
    found = rulebook.carried_by()
    assert "zuoxi.rules.organisation" in found["O-01"]
    assert "zuoxi.engine.roster.rules.rest" in found["F-13"]
    assert "zuoxi.core.policy" in found["P-01"]


def test_every_module_that_is_named_exists_and_names_the_rule() -> None:
    for rule, modules in rulebook.carried_by().items():
        for module in modules:
            path = rulebook.ROOT.parent / Path(*module.split("."))
            file = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
            assert rule in file.read_text(encoding="utf-8"), (rule, module)


def test_the_rulebook_does_not_carry_the_rules_it_tells() -> None:
    assert not any(module.startswith("zuoxi.rules.rulebook") for modules in rulebook.carried_by().values() for module in modules)


def test_while_nobody_counts_nothing_is_known(counters: list[rulebook.Counter]) -> None:
    assert rulebook.counts(START, END) is None


def test_what_several_count_is_added_up_for_the_period_asked_for(counters: list[rulebook.Counter]) -> None:
    asked: list[tuple[datetime, datetime]] = []

    def decisions(start: datetime, end: datetime) -> dict[str, Count]:
        asked.append((start, end))
        return {"T-05": Count(decisions=7), "T-08": Count(decisions=2)}

    counters.append(decisions)
    counters.append(lambda start, end: {"T-05": Count(appealed=3, changed=1)})
    assert rulebook.counts(START, END) == {"T-05": Count(7, 3, 1), "T-08": Count(2, 0, 0)}
    assert asked == [(START, END)]
