"""Names as they are typed."""

from __future__ import annotations

import pytest

from zuoxi.people.pinyin import spell


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [("张三", "zhangsan", "zs"), ("吕布", "lvbu", "lb"), ("欧阳 明", "ouyangming", "oym"), ("Anna Li", "annali", "a"), ("", "", "")],
)
def test_a_name_is_found_by_full_pinyin_and_by_initials(name: str, pinyin: str, initials: str) -> None:
    assert spell(name) == (pinyin, initials)


def test_rare_characters_stay_and_break_nothing() -> None:
    spelled, _ = spell("𠮷䶮")
    assert spelled
