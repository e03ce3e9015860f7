"""The report of a plan: one HTML page that needs nothing else, prints, and says where every figure comes from (R-05, F-09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Finding
from zuoxi.people.files import PersonRow
from zuoxi.roster.file_plan import costs, report_cover, report_forecast, words
from zuoxi.roster.file_plan.costs import ContractCost, Worked
from zuoxi.roster.file_plan.forecasting import Expected, contacts
from zuoxi.roster.file_plan.history import Counted
from zuoxi.roster.file_plan.needs import Needed
from zuoxi.roster.file_plan.outcome import Planned
from zuoxi.roster.file_plan.report_forecast import percent
from zuoxi.roster.shift_files import ShiftFile
from zuoxi.rules.staffing import StaffingPolicy

MOST_REMARKS = 60


@dataclass(frozen=True)
class Story:
    """Everything a report tells, in the order in which it came about; `files` are the names of the input files."""

    files: Sequence[str]
    counted: Counted
    expected: Expected
    needed: Needed
    people: Sequence[PersonRow]
    shifts: ShiftFile
    planned: Planned
    staffing: StaffingPolicy


def render(story: Story) -> str:
    """The page in the language now active."""
    engine = Engine(dirs=[str(Path(__file__).parent / "templates")], libraries={"i18n": "django.templatetags.i18n"}, autoescape=True)
    return engine.get_template("report.html").render(Context(_context(story)))


def _context(story: Story) -> dict[str, Any]:
    planned = story.planned
    spent = costs.by_contract(planned.problem, planned.roster, people=story.people, contracts=story.shifts.contracts, policy=story.staffing)
    names = {queue.code: queue.name for queue in story.shifts.queues}
    first, last = planned.problem.first_day, planned.problem.date_of(planned.problem.days - 1)
    return {
        "language": get_language() or "en",
        "title": _("Plan %(first)s ～ %(last)s") % {"first": first, "last": last},
        "origins": origins(story),
        "figures": figures(story, spent),
        "violations": [sentence(found.code, found.facts) for found in planned.violations],
        "rules_note": rules_note(planned),
        "soft_rules": [(words.rule(name), f"{price:,}") for name, price in planned.costs.items()],
        "contract_costs": contract_rows(spent),
        **people_table(story),
        **report_forecast.context(story.expected, names),
        **report_cover.context(planned, names, share=story.needed.shrinkage),
        "remarks": remarks((*story.counted.findings, *(found for one in story.expected.forecasts.values() for found in one.findings))),
    }


def origins(story: Story) -> list[str]:
    """What the plan was made from, and everything that was assumed."""
    counted, scale = story.counted, story.expected.scale
    told = [_("Made from %(files)s.") % {"files": ", ".join(story.files)}]
    span = {"first": counted.first_day, "last": counted.last_day}
    if counted.moved_weeks:
        text = _(
            "The history was moved by %(weeks)s weeks, weekdays kept, and now lies on %(first)s ～ %(last)s; "
            "public holidays of its own year are not known."
        )
        told.append(text % {"weeks": counted.moved_weeks, **span})
    else:
        told.append(_("The history lies on %(first)s ～ %(last)s.") % span)
    if scale != 1.0:
        text = _("Volumes are multiplied by %(scale)s; a centre of that size would see more scatter than the history shows.")
        told.append(text % {"scale": f"{scale:.4g}"})
    return told


def figures(story: Story, spent: Sequence[ContractCost]) -> list[tuple[str, str]]:
    """The first row of the report."""
    planned, money, volume = story.planned, costs.total(spent), contacts(story.expected)
    return [
        (_("Contacts expected"), f"{volume:,.0f}"),
        (_("Required head-hours"), f"{planned.required_hours:,.0f}"),
        (_("Uncovered"), percent(planned.uncovered)),
        (_("Overcovered"), percent(planned.overcovered)),
        (_("Hard rules broken"), str(len(planned.violations))),
        (_("Gap to the bound"), percent(planned.solved.gap)),
        (_("Paid hours"), f"{sum(one.hours for one in spent):,.0f}"),
        (_("Cost"), "--" if money is None else f"{money:,.0f}"),
        (_("Cost per contact"), "--" if money is None or not volume else f"{money / volume:,.2f}"),
    ]


def rules_note(planned: Planned) -> str:
    """How the roster was found, and at what price."""
    solved = planned.solved
    text = _("Search: %(status)s, seed %(seed)s, %(seconds)s s. Price of the soft rules %(cost)s, bound %(bound)s. Hard rules broken: %(broken)s.")
    facts = {"status": words.status(solved.status), "seed": solved.seed, "seconds": f"{solved.seconds:g}", "cost": f"{solved.cost:,}"}
    return text % {**facts, "bound": f"{solved.bound:,.0f}", "broken": len(planned.violations)}


def contract_rows(spent: Sequence[ContractCost]) -> list[tuple[str, ...]]:
    rows = [(one.name, str(one.people), f"{one.hours:,.0f}", "--" if one.money is None else f"{one.money:,.0f}") for one in spent]
    money = costs.total(spent)
    everything = (str(sum(one.people for one in spent)), f"{sum(one.hours for one in spent):,.0f}", "--" if money is None else f"{money:,.0f}")
    return [*rows, (_("all"), *everything)]


def people_table(story: Story) -> dict[str, Any]:
    """Hours and unpopular shifts of everybody, so that fairness can be seen."""
    planned = story.planned
    tags = sorted({tag for shift in planned.problem.shifts for tag in shift.tags})
    shown = costs.worked(planned.problem, planned.roster, people=story.people, contracts=story.shifts.contracts)
    names = tag_names()
    header = [
        _("work number"),
        _("name"),
        _("team"),
        _("paid hours"),
        _("contract hours"),
        _("days"),
        _("weekend days"),
        *(names[tag] for tag in tags),
    ]
    return {"people_header": header, "people_rows": [_person_row(one, tags) for one in shown]}


def tag_names() -> Mapping[str, str]:
    """What the tags of shift kinds are called."""
    return {"night": _("nights"), "late": _("late shifts"), "long": _("long shifts"), "two_ended": _("two-ended shifts")}


def _person_row(one: Worked, tags: Sequence[str]) -> tuple[str, ...]:
    person = one.person
    counts = (str(one.tags.get(tag, 0)) for tag in tags)
    return person.number, person.name, person.team, f"{one.hours:g}", f"{one.contract_hours:g}", str(one.days), str(one.weekend_days), *counts


def remarks(findings: Sequence[Finding]) -> list[str]:
    """What was noticed in the files, with the rows, as far as a reader goes through it."""
    shown = [_remark(finding) for finding in findings[:MOST_REMARKS]]
    more = len(findings) - len(shown)
    return [*shown, _("… and %(count)s more") % {"count": more}] if more > 0 else shown


def _remark(finding: Finding) -> str:
    text = sentence(finding.code, finding.facts)
    return f"{_('row %(row)s') % {'row': finding.row}}: {text}" if finding.row is not None else text
