"""Makes `people.xlsx`: 120 made-up people in nine teams for the shifts and queues of `shifts.toml`. `python -m examples.make_people [FILE]`.

Names are drawn from common surnames and given names with a fixed seed; nobody real is meant. The file is the template that the product gives out,
filled in.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from zuoxi.core.tables import Sheet, xlsx_bytes

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红文建国志海燕梅琴云飞鹏辉宇浩然梓涵欣怡雨晨思远嘉琪佳慧诗婷晓若曦俊豪"
HEADER = ("工号", "姓名", "班组", "岗位", "合同", "技能", "值班长", "星级", "试用期至", "休假")
WIDTHS = (10, 10, 8, 8, 12, 36, 8, 6, 12, 26)
TEAM_SIZES = (13, 14, 13, 14, 13, 13, 14, 13, 13)
QUEUES = ("账户", "信用卡", "贷款")
MAIN = (0, 1, 0, 2, 1, 0)
FIRST_DAY = date(2026, 12, 1)
DAYS = 28


def names(rng: np.random.Generator, count: int) -> list[str]:
    """Different names of two or three characters."""
    found: dict[str, None] = {}
    while len(found) < count:
        given = rng.choice(list(GIVEN), size=2 if rng.random() < 0.8 else 1, replace=False)
        found[rng.choice(list(SURNAMES)) + "".join(given)] = None
    return list(found)


def skills(rng: np.random.Generator, number: int, *, lead: bool, grade: int) -> str:
    """Everyone has one queue; seven in ten a second, two in ten all three; who leads shifts serves all."""
    draw = rng.random()
    count = 3 if lead or draw < 0.2 else 2 if draw < 0.7 else 1
    first = MAIN[number % len(MAIN)]
    order = [first, *(queue for queue in (1, 0, 2) if queue != first)][:count]
    return ";".join(f"{QUEUES[queue]}:{max(1, min(5, grade + 1 - rank))}" for rank, queue in enumerate(order))


def leave(rng: np.random.Generator) -> str:
    """One in six takes some days off in the period."""
    if rng.random() > 1 / 6:
        return ""
    start = FIRST_DAY + timedelta(days=int(rng.integers(0, DAYS - 5)))
    return f"{start}~{start + timedelta(days=int(rng.integers(1, 5)))}"


def people(seed: int = 1) -> list[tuple[str, ...]]:
    """The rows of the file."""
    rng = np.random.default_rng(seed)
    pool = names(rng, sum(TEAM_SIZES))
    rows = []
    for team, size in enumerate(TEAM_SIZES):
        for place in range(size):
            lead, part, new = place < 2, place >= size - round(size * 0.2), team % 3 == 0 and place == size - 4
            grade = 4 if lead else 1 if new else int(rng.integers(1, 4))
            number = f"{10000 + 100 * (team + 1) + place + 1:06}"
            rows.append(
                (
                    number,
                    pool[len(rows)],
                    f"{'一二三四五六七八九'[team]}班",
                    "座席代表",
                    "非全日制" if part else "全日制",
                    skills(rng, len(rows), lead=lead, grade=grade),
                    "是" if lead else "否",
                    str(grade),
                    "2027-01-31" if new else "",
                    "" if lead else leave(rng),
                )
            )
    return rows


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("people.xlsx")
    target.write_bytes(xlsx_bytes([Sheet("人员", HEADER, people(), WIDTHS)]))
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
