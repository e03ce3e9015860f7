"""What a wrong policy is told, word by word in both languages: each message names the entry, what is wrong and what is wanted (P-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import translation

from zuoxi.core.sentences import sentence
from zuoxi.rules.policy import bands, clock, crossed, duration, entry, faults, items, ladder
from zuoxi.rules.policy_file import read

TOLD = {"rule": "Z-01", "zh": "测试。", "en": "Test."}


@dataclass(frozen=True)
class ShopPolicy:
    """An entry of every kind."""

    rest: float = entry(11.0, low=8, high=24, unit="h", **TOLD)
    nights: int = entry(8, low=0, high=31, unit="nights", **TOLD)
    lead: bool = entry(True, unit="", **TOLD)
    order: str = entry("first", choices=("first", "fairest"), unit="", **TOLD)
    marks: tuple[int, ...] = items((1, 2), low=1, high=9, least=1, most=3, unit="days", **TOLD)
    late: tuple[tuple[float, float, float], ...] = bands(((0, 60, 0),), start=0, end=60, low=0, high=5, unit="points", **TOLD)
    steps: tuple[tuple[str, float], ...] = ladder(
        (("leader", 1), ("head", 2)), ranks=("leader", "head"), low=0, high=9, rising=True, unit="h", **TOLD
    )
    answer: timedelta = duration(timedelta(days=3), low=timedelta(hours=1), high=timedelta(days=9), **TOLD)
    opens: time = clock(time(8), low=time(6), high=time(12), **TOLD)
    least: int = entry(1, low=0, high=9, unit="agents", **TOLD)
    most: int = entry(2, low=0, high=9, unit="agents", **TOLD)

    def clash(self) -> Any:
        return crossed(self, "least", "most")


TABLE = [
    ("rest", 3, "The policy entry rest is 3.0; it must lie between 8 and 24 (h).", "政策项 rest 为 3.0，须在 8 与 24 之间（h）。"),
    (
        "rest",
        "much",
        "The policy entry rest is much; it must be a number between 8 and 24.",
        "政策项 rest 为 much，须为 8 与 24 之间的数。",
    ),
    (
        "nights",
        2.5,
        "The policy entry nights is 2.5; it must be a whole number between 0 and 31.",
        "政策项 nights 为 2.5，须为 0 与 31 之间的整数。",
    ),
    ("lead", "yes", "The policy entry lead is yes; write true or false.", "政策项 lead 为 yes，请写 true（是）或 false（否）。"),
    (
        "order",
        "last",
        "The policy entry order is last; it must be one of: first, fairest.",
        "政策项 order 为 last，须为其中之一：first, fairest。",
    ),
    ("marks", 3, "The policy entry marks is 3; it must be a list.", "政策项 marks 为 3，须为列表。"),
    ("marks", [], "The policy entry marks has 0 items; it must have 1 to 3.", "政策项 marks 有 0 项，须有 1 至 3 项。"),
    (
        "marks",
        [4, 4],
        "The policy entry marks names 4 twice. Leave one of them out.",
        "政策项 marks 中 4 出现两次，请去掉一个。",
    ),
    ("marks", [12], "The policy entry marks is 12; it must lie between 1 and 9 (days).", "政策项 marks 为 12，须在 1 与 9 之间（days）。"),
    (
        "late",
        "0-60",
        "The policy entry late is 0-60; it must be rows of three numbers: from, to, value.",
        "政策项 late 为 0-60，须为若干行，每行三个数：起、止、值。",
    ),
    (
        "late",
        [[0, 60, 0], [60, 60, 1]],
        "The policy entry late has a band from 60 to 60; a band ends after it starts.",
        "政策项 late 有一段从 60 到 60，段的终点须大于起点。",
    ),
    (
        "late",
        [[0, 30, 0], [20, 60, 1]],
        "The policy entry late has two bands that overlap between 20 and 30. Let one begin where the other ends.",
        "政策项 late 有两段在 20 与 30 之间重叠，请让后一段从前一段的终点开始。",
    ),
    (
        "late",
        [[0, 30, 0], [40, 60, 1]],
        "The policy entry late leaves a hole between 30 and 40. Let one band begin where the other ends.",
        "政策项 late 在 30 与 40 之间有空缺，请让后一段从前一段的终点开始。",
    ),
    ("late", [[0, 50, 0]], "The bands of the policy entry late must reach from 0 to 60.", "政策项 late 的各段须从 0 覆盖到 60。"),
    (
        "steps",
        7,
        "The policy entry steps is 7; it must be rows of a rank and a number.",
        "政策项 steps 为 7，须为若干行，每行一个级别和一个数。",
    ),
    (
        "steps",
        [["head", 2]],
        "The policy entry steps lacks the rank leader. Every rank needs a number.",
        "政策项 steps 缺少级别 leader，每个级别都须有一个数。",
    ),
    (
        "steps",
        [["head", 1], ["leader", 2]],
        "The ranks of the policy entry steps must stand once each, in this order: leader < head.",
        "政策项 steps 的级别须各出现一次，并按此顺序：leader < head。",
    ),
    (
        "steps",
        [["leader", 3], ["head", 2]],
        "The policy entry steps gives head less than leader beneath it; a higher rank may not have less.",
        "政策项 steps 中 head 低于其下级 leader，上级的数不得小于下级。",
    ),
    (
        "answer",
        "3",
        "The policy entry answer is 3; write a length of time such as 1 d 2 h 15 min.",
        "政策项 answer 为 3，请写成时长，如 1 d 2 h 15 min。",
    ),
    ("opens", "8am", "The policy entry opens is 8am; write a time of day such as 08:30.", "政策项 opens 为 8am，请写成时刻，如 08:30。"),
    (
        "least",
        5,
        "The policy entry least is 5, above most with 2. Lower one or raise the other.",
        "政策项 least 为 5，大于 most 的 2，请调低前者或调高后者。",
    ),
]


@pytest.mark.parametrize(("name", "value", "english", "chinese"), TABLE)
def test_a_wrong_value_is_told_in_both_languages(name: str, value: Any, english: str, chinese: str) -> None:
    (refusal,) = faults(ShopPolicy, {name: value}).values()
    for language, text in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert sentence(refusal.code, refusal.facts) == text


FILES = [
    ("[kitchen]\n", "There is no policy area called kitchen. Known: history, forecast, staffing, roster, organisation, labour_law, swaps"),
    ("roster = 5\n", "The policy area roster must be a table: [roster] with its entries beneath."),
    ("[organisation]\ntea = 1\n", "There is no policy entry called organisation.tea. Known: least, most."),
    ("[organisation]\nmost = 0\n", "The policy entry organisation.most is 0; it must lie between 1 and 100 (agents)."),
    ("[organisation\n", "This is not TOML: "),
]


@pytest.mark.parametrize(("text", "words"), FILES)
def test_a_wrong_file_is_told_by_area_and_entry(text: str, words: str) -> None:
    (finding,) = read(text).findings
    with translation.override("en"):
        assert sentence(finding.code, finding.facts).startswith(words)
