"""The demo centre's shift kinds (F-10): the day in early, middle and late, a night, a two-ended and a short one."""

from __future__ import annotations

from zuoxi.roster.models import ShiftBlock, ShiftBreak, ShiftKind

Pause = tuple[str, int, int, int, bool]
"""Name, minutes, earliest and latest start in minutes after the shift's start, paid."""


def rest(earliest: int, latest: int) -> Pause:
    return ("休息", 15, earliest, latest, True)


def meal(name: str, earliest: int, latest: int) -> Pause:
    return (name, 60, earliest, latest, False)


MORNING, AFTERNOON = rest(75, 150), rest(375, 465)
KINDS: tuple[tuple[str, str, str, str, str, list[str], list[tuple[int, int]], list[Pause], bool], ...] = (
    # code, letter, name, English name, colour, tags, blocks, breaks, active
    ("早", "E", "早班", "Early", "#2f7ed8", [], [(420, 960)], [MORNING, meal("午餐", 210, 300), AFTERNOON], True),
    ("白", "D", "日班", "Day", "#2a9d8f", [], [(510, 1050)], [MORNING, meal("午餐", 180, 300), AFTERNOON], True),
    ("中", "M", "中班", "Middle", "#8a63d2", [], [(600, 1140)], [MORNING, meal("用餐", 180, 400), rest(465, 510)], True),
    ("晚", "L", "晚班", "Late", "#d9822b", ["late"], [(720, 1260)], [MORNING, meal("晚餐", 240, 360), rest(435, 495)], True),
    ("夜", "N", "夜班", "Night", "#45508a", ["night"], [(1260, 1860)], [meal("夜宵", 120, 240), meal("轮休", 330, 420)], True),
    ("两", "T", "两头班", "Two-ended", "#b5485d", ["two_ended"], [(480, 720), (1020, 1260)], [MORNING, rest(600, 690)], True),
    ("短", "S", "短班", "Short", "#6b8e23", [], [(540, 780)], [rest(90, 150)], True),
    ("夕", "V", "晚短班", "Evening short", "#a0782c", ["late"], [(1020, 1260)], [rest(90, 150)], True),
    ("长", "G", "长班", "Long", "#5f6b7a", ["long"], [(480, 1200)], [meal("午餐", 210, 300), meal("晚餐", 510, 600)], False),
)


def load() -> dict[str, ShiftKind]:
    """Store the kinds; returns them by code. The long shift is there but switched off: it needs approved comprehensive hours (X-03)."""
    made = {}
    for order, (code, letter, name, english, colour, tags, blocks, breaks, active) in enumerate(KINDS):
        kind = ShiftKind.objects.create(code=code, letter=letter, name=name, name_en=english, colour=colour, tags=tags, is_active=active, order=order)
        ShiftBlock.objects.bulk_create([ShiftBlock(kind=kind, start_min=start, end_min=end) for start, end in blocks])
        ShiftBreak.objects.bulk_create(
            [
                ShiftBreak(kind=kind, name=label, length_min=length, earliest_min=earliest, latest_min=latest, paid=paid)
                for label, length, earliest, latest, paid in breaks
            ]
        )
        made[code] = kind
    return made
