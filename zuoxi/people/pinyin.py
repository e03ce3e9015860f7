"""Chinese names as they are typed: full pinyin and initials."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

LONGEST = 400
"""Letters that are kept of a spelling: as many as `Person.pinyin` holds."""
LONGEST_INITIALS = 200


def spell(name: str) -> tuple[str, str]:
    """`张三` is (`zhangsan`, `zs`); what has no pinyin stays as it is. What is longer than is kept is cut: it is there to be searched."""
    syllables = [part.strip().lower() for part in lazy_pinyin(name, style=Style.NORMAL, errors="default") if part.strip()]
    return "".join(syllables).replace(" ", "")[:LONGEST], "".join(part[0] for part in syllables)[:LONGEST_INITIALS]
