"""Instances written by the format's description are read back as what was written; what departs from it is refused by its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.curtois_qu import A_MONDAY, parse
from zuoxi.engine.roster.problem import Problem, Request, Shift, ShiftCover, Worker, WorkRules
from zuoxi.engine.roster.validate import findings

NUMBER = st.integers(0, 99)
NAMES = st.lists(st.text("ABCXYZ", min_size=1, max_size=3), unique=True, min_size=1, max_size=4)


@st.composite
def instances(draw: st.DrawFn) -> Problem:
    days = draw(st.integers(1, 28))
    codes, names = draw(NAMES), draw(NAMES)
    pairs = draw(st.frozensets(st.tuples(st.sampled_from(codes), st.sampled_from(codes)), max_size=5))
    day, code, name = st.integers(0, days - 1), st.sampled_from(codes), st.sampled_from(names)

    def person(one: str) -> Worker:
        rules = WorkRules(
            max_period_min=draw(NUMBER),
            min_period_min=draw(NUMBER),
            max_consecutive_days=draw(NUMBER),
            min_consecutive_days=draw(NUMBER),
            min_consecutive_off=draw(NUMBER),
            max_weekends=draw(NUMBER),
            max_shifts={code: draw(NUMBER) for code in codes},
            forbidden_successions=pairs,
        )
        return Worker(one, rules, unavailable=draw(st.frozensets(day, max_size=3)))

    wishes = draw(st.lists(st.builds(Request, name, day, code, NUMBER, st.booleans()), max_size=6))
    cover = draw(st.lists(st.builds(ShiftCover, day, code, NUMBER, NUMBER, NUMBER), max_size=6))
    return Problem(
        A_MONDAY,
        days,
        tuple(Shift(code, ((0, draw(st.integers(1, 1440))),)) for code in codes),
        tuple(person(one) for one in names),
        cover=tuple(cover),
        requests=(*[one for one in wishes if one.want], *[one for one in wishes if not one.want]),
    )


def written(task: Problem, gap: str = "") -> str:
    """The instance as its format describes it."""
    after = {shift.code: "|".join(sorted(b for a, b in task.workers[0].rules.forbidden_successions if a == shift.code)) for shift in task.shifts}
    staff = []
    for one in task.workers:
        r = one.rules
        most = "|".join(f"{code}={count}" for code, count in r.max_shifts.items())
        figures = (r.max_period_min, r.min_period_min, r.max_consecutive_days, r.min_consecutive_days, r.min_consecutive_off, r.max_weekends)
        staff.append(",".join([one.id, most, *map(str, figures)]))
    sections = {
        "HORIZON": [str(task.days)],
        "SHIFTS": [f"{shift.code},{shift.paid_min},{after[shift.code]}" for shift in task.shifts],
        "STAFF": staff,
        "DAYS_OFF": [",".join([one.id, *map(str, sorted(one.unavailable))]) for one in task.workers if one.unavailable],
        "SHIFT_ON_REQUESTS": [f"{one.worker},{one.day},{one.shift},{one.weight}" for one in task.requests if one.want],
        "SHIFT_OFF_REQUESTS": [f"{one.worker},{one.day},{one.shift},{one.weight}" for one in task.requests if not one.want],
        "COVER": [f"{one.day},{one.shift},{one.need},{one.under},{one.over}" for one in task.cover],
    }
    return "\n".join(line for name, lines in sections.items() for line in [f"SECTION_{name}", "# remark", *lines, gap]) + "\n"


@settings(deadline=None, max_examples=60)
@given(task=instances(), gap=st.sampled_from(["", "  ", "# -----", "\t# , ,"]))
def test_what_was_written_is_read(task: Problem, gap: str) -> None:
    found = parse(written(task, gap))
    assert (found.days, found.first_day) == (task.days, A_MONDAY)
    assert found.shifts == task.shifts
    assert found.workers == task.workers
    assert found.requests == task.requests
    assert found.cover == task.cover


@settings(deadline=None, max_examples=30)
@given(task=instances())
def test_spaces_round_the_commas_do_not_matter(task: Problem) -> None:
    assert parse(written(task).replace(",", " , ")) == parse(written(task))


@settings(deadline=None, max_examples=40)
@given(task=instances(), data=st.data())
def test_a_line_with_a_field_too_many_is_refused_by_its_number(task: Problem, data: st.DataObject) -> None:
    lines = written(task).splitlines()
    fixed = [n for n, line in enumerate(lines) if "," in line and not line.startswith(("SECTION", "#")) and "DAYS_OFF" not in _section(lines, n)]
    number = data.draw(st.sampled_from(fixed))
    lines[number] += ",1"
    with pytest.raises(Refusal) as refusal:
        parse("\n".join(lines))
    assert (refusal.value.code, refusal.value.facts["row"]) == ("curtois_qu.fields", number + 1)


def _section(lines: list[str], number: int) -> str:
    return next(line for line in reversed(lines[: number + 1]) if line.startswith("SECTION"))


@settings(deadline=None, max_examples=40)
@given(text=st.text(max_size=200))
def test_any_text_is_an_instance_or_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(text)
    assert refusal.value.code.startswith("curtois_qu.")
    assert "%(" not in sentence(refusal.value.code, refusal.value.facts)


SMALL = written(
    Problem(
        A_MONDAY,
        7,
        (Shift("D", ((0, 480),)),),
        (Worker("A", WorkRules(max_period_min=1, min_period_min=0, max_consecutive_days=2, max_weekends=1, max_shifts={"D": 3})),),
        cover=(ShiftCover(6, "D", 1, 2, 3),),
    )
)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\n7\n", "\n7.5\n", "curtois_qu.number"),
        ("\n7\n", "\n-7\n", "curtois_qu.number"),
        ("\n7\n", "\nseven\n", "curtois_qu.number"),
        ("\n7\n", "\n\n", "curtois_qu.section"),
        ("6,D,1,2,3", "6,D,1,2,", "curtois_qu.number"),
        ("6,D,1,2,3", "6,D,1,2,٣", "curtois_qu.number"),
        ("6,D,1,2,3", "6,N,1,2,3", "curtois_qu.unknown"),
        ("6,D,1,2,3", "7,D,1,2,3", "curtois_qu.day"),
        ("D=3", "D3", "curtois_qu.number"),
        ("D=3", "N=3", "curtois_qu.unknown"),
        ("D=3", "D=-1", "curtois_qu.number"),
        ("SECTION_STAFF", "SECTION_STUFF", "curtois_qu.section"),
    ],
)
def test_each_departure_has_its_own_refusal(old: str, new: str, code: str) -> None:
    assert parse(SMALL).days == 7
    assert old in SMALL
    with pytest.raises(Refusal) as refusal:
        parse(SMALL.replace(old, new, 1))
    assert refusal.value.code == code


def test_a_minus_zero_is_a_zero() -> None:
    assert parse(SMALL.replace("6,D,1,2,3", "6,D,1,2,-0")).cover[0].over == 0


def test_an_instance_that_names_cover_twice_is_read_and_then_refused_by_the_search() -> None:
    assert [one.code for one in findings(parse(SMALL + "6,D,2,2,3\n"))] == ["roster.cover_twice"]
