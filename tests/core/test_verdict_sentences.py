"""Every outcome and every step that a rule can name has a sentence in both languages, and the facts of the verdict fill it."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from tests.rules.duties import SHIPPED, day, facts
from tests.rules.test_swaps import ASK, swap
from zuoxi.core.sentences import SENTENCES, sentence
from zuoxi.rules import labour_law, labour_pack, swaps
from zuoxi.rules.decision import Verdict
from zuoxi.rules.labour_facts import Cycle, Protection
from zuoxi.rules.swaps import SwapPolicy

RULES = Path(labour_law.__file__).parent
LANGUAGES = ("zh-hans", "en")


def codes_named(module: str) -> set[str]:
    """Every text of a module that looks like a code of its area."""
    tree = ast.parse((RULES / f"{module}.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if text.split(".")[0] in ("law", "swap") and "." in text and " " not in text and not text.endswith(("_", "."))}


@pytest.mark.parametrize("module", ["labour_law", "labour_pack", "swaps"])
def test_every_code_that_a_rule_names_has_a_sentence(module: str) -> None:
    named = codes_named(module)
    assert len(named) > 5
    assert named - set(SENTENCES) == set()


def law() -> list[Verdict]:
    """A verdict of every kind that the law can give."""
    night = facts({1: 11.5}, start_h=20, holidays=frozenset({day(3)}))
    people = (Protection(due_on=date(2026, 4, 1)), Protection(child_born_on=date(2026, 1, 1)), Protection(born_on=date(2011, 1, 1)))
    worlds = [
        facts({}),
        facts(dict.fromkeys(range(7), 11.5)),
        facts(dict.fromkeys(range(28), 11.5), days=28),
        facts(dict.fromkeys(range(28), 11.5), days=28, cycle=Cycle.MONTH),
        *(facts({1: 11.5}, start_h=20, protection=known) for known in people),
        night,
    ]
    made = [verdict for world in worlds for verdict in labour_law.check(world, SHIPPED)]
    return [*made, *(labour_law.time_off(kind, day(6), "CN", SHIPPED) for kind in labour_law.Overtime)]


def changed_hands() -> list[Verdict]:
    """A verdict of every kind that a swap can get."""
    asked = [
        ASK,
        swap(partner={"person": 1}),
        swap(partner={"rank": "leader"}),
        swap(partner={"shift_needs": frozenset({"loan"})}),
        swap({"shift_needs": frozenset({"english"})}),
        swap(asked_on=date(2026, 12, 1)),
        swap({"swaps": {"2026-11": 3}}),
        swap(partner={"swaps": {"2026-12": 3}}),
        swap(broken=("F-13",)),
    ]
    acts = [swaps.act(state, what, frozenset({hand})) for state in swaps.Swap for what in swaps.ACTS for hand in swaps.Hand]
    return [*(swaps.may_request(one, SwapPolicy()) for one in asked), *acts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_of_every_verdict_fill_its_sentence_and_its_steps(language: str) -> None:
    with translation.override(language):
        for verdict in (*law(), *changed_hands()):
            texts = [sentence(verdict.outcome, verdict.told), *(sentence(step.label, step.numbers) for step in verdict.steps)]
            assert all(text and "%(" not in text for text in texts), verdict


def test_every_outcome_of_law_and_swaps_was_among_them() -> None:
    seen = {code for one in (*law(), *changed_hands()) for code in (one.outcome, *(step.label for step in one.steps))}
    articles = {code for pack in labour_pack.PACKS for code in pack.articles.values()}
    known = {code for code in SENTENCES if code.startswith(("law.", "swap."))}
    assert known - seen - articles == {"law.no_pack", "law.of_person"}


def test_an_article_is_named_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        assert sentence("law.labour.41", {}) == "《劳动法》第四十一条"
    with translation.override("en"):
        assert sentence("law.labour.41", {}) == "Labour Law, Art. 41"
