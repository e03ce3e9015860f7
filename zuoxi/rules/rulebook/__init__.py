"""The rulebook (P-01, P-02): what every rule says, reads and decides, in both languages; one module per letter.

Which policy entries serve a rule is derived from the entries, which modules carry it from the code."""

from __future__ import annotations

from zuoxi.rules.areas import AREAS, Area
from zuoxi.rules.policy import Entry
from zuoxi.rules.rulebook.beyond import BEYOND
from zuoxi.rules.rulebook.people import PEOPLE
from zuoxi.rules.rulebook.planning import PLANNING
from zuoxi.rules.rulebook.policy import POLICY
from zuoxi.rules.rulebook.reports import REPORTS
from zuoxi.rules.rulebook.rule import Rule
from zuoxi.rules.rulebook.time import TIME

__all__ = ["RULES", "SUBJECTS", "Rule", "rule", "serving", "subject"]

RULES: tuple[Rule, ...] = (*POLICY, *PEOPLE, *PLANNING, *TIME, *REPORTS, *BEYOND)
SUBJECTS = {
    "P": ("政策与决定", "Policy and decisions"),
    "O": ("组织与人员", "Organisation and people"),
    "F": ("预测、人力与排班", "Forecast, staffing, roster"),
    "T": ("假勤与班次", "Time and leave"),
    "D": ("受理与工单", "Desk and cases"),
    "K": ("知识", "Knowledge"),
    "Q": ("质检", "Quality"),
    "L": ("培训与考试", "Learning"),
    "A": ("绩效", "Performance"),
    "M": ("现场", "Floor"),
    "R": ("报表与交换", "Reports and exchange"),
    "X": ("扩展", "Beyond"),
}


def rule(id_: str) -> Rule | None:
    """The rule of that ID."""
    return next((one for one in RULES if one.id == id_), None)


def subject(letter: str, language: str) -> str:
    zh, en = SUBJECTS[letter]
    return zh if language.startswith("zh") else en


def serving(id_: str) -> tuple[tuple[Area, Entry], ...]:
    """The policy entries that serve a rule, with their area."""
    return tuple((area, entry) for area in AREAS for entry in area.entries if entry.rule == id_)
