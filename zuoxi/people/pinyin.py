"""Chinese names as they are typed: full pinyin and initials."""

from __future__ import annotations

LONGEST = 400
"""Letters that are kept of a spelling: as many as `Person.pinyin` holds."""
LONGEST_INITIALS = 200

READ_AS_SURNAMES = (
    "万俟 mo qi,尉迟 yu chi,长孙 zhang sun,曾 zeng,单 shan,仇 qiu,解 xie,查 zha,区 ou,盖 ge,朴 piao,乐 yue,翟 zhai,缪 miao,种 chong,"
    "折 she,洗 xian,秘 bi,覃 qin,员 yun,繁 po,黑 he,葛 ge,召 shao,燕 yan,华 hua,任 ren"
)
SURNAMES = {surname: tuple(syllables) for surname, *syllables in (entry.split() for entry in READ_AS_SURNAMES.split(","))}
"""Surnames that are read otherwise than the same character elsewhere; the longer ones are tried first."""


def spell(name: str) -> tuple[str, str]:
    """`张三` is (`zhangsan`, `zs`); what has no pinyin stays as it is. What is longer than is kept is cut: it is there to be searched.

    The dictionary is read with the first name and not at the start: it takes a quarter of a second.
    """
    from pypinyin import Style, lazy_pinyin

    surname = next((known for known in SURNAMES if name.startswith(known)), "")
    rest = name[len(surname) :]
    spoken = lazy_pinyin(rest, style=Style.NORMAL, errors="default")
    syllables = [*SURNAMES.get(surname, ()), *(part.strip().lower() for part in spoken if part.strip())]
    return "".join(syllables).replace(" ", "")[:LONGEST], "".join(part[0] for part in syllables)[:LONGEST_INITIALS]
