"""Chinese names as they are typed: full pinyin and initials."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def spell(name: str) -> tuple[str, str]:
    """`张三` is (`zhangsan`, `zs`); what has no pinyin stays as it is."""
    syllables = [part.strip().lower() for part in lazy_pinyin(name, style=Style.NORMAL, errors="default") if part.strip()]
    return "".join(syllables).replace(" ", ""), "".join(part[0] for part in syllables)
