"""Masked display of personal data (P-07; formats of ant-design's data format guide, GB/T 35273 7.2): what may be seen without a reason.

Every function keeps the length and shows at most what its rule names. A character with its marks (𠮷, an ideographic variant) is one character.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zuoxi.rules.policy import entry

MASK = "*"
ENDS, SIX_FOUR = "ends", "six_four"
PHONE_HEAD, PHONE_TAIL, PHONE_DIGITS = 3, 4, 11
_REGION = re.compile(
    r"(?:[^省市区县]{2,8}(?:省|自治区|特别行政区))?(?:[^省市区县]{2,10}(?:市|自治州|地区|盟))?(?:[^省市区县]{1,10}(?:(?<![小社园校厂库景矿牧灾])区|县|旗|市))?"
)
_ABOVE = re.compile(r"省|自治区|特别行政区|市|自治州|地区|盟")


@dataclass(frozen=True)
class MaskingPolicy:
    """P-07: how much of masked data is shown, and how often it may be revealed."""

    id_card: str = entry(
        ENDS,
        choices=(ENDS, SIX_FOUR),
        unit="",
        rule="P-07",
        zh="身份证号显示首尾各一位，或前六后四。",
        en="An ID number shows its ends, or six and four.",
    )
    reveals_a_day: int = entry(
        30,
        low=0,
        high=1000,
        unit="times",
        rule="P-07",
        zh="每人每天可查看脱敏信息原文的次数。",
        en="Reveals a person may make in a day.",
    )


def characters(text: str) -> list[str]:
    """The text in whole characters: marks, variation selectors and joiners stay with what they mark."""
    found: list[str] = []
    for char in text:
        joined = unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
        if joined and found:
            found[-1] += char
        else:
            found.append(char)
    return found


def _shown(text: str, head: int, tail: int) -> str:
    """The first `head` and last `tail` characters; a text that is not longer than both together shows none."""
    whole = characters(text)
    hidden = len(whole) - head - tail
    if hidden <= 0:
        return MASK * len(whole)
    return "".join(whole[:head]) + MASK * hidden + "".join(whole[len(whole) - tail :])


def phone(text: str) -> str:
    """186****1402; of a number shorter than a mobile's at most the last quarter."""
    length = len(characters(text))
    return _shown(text, PHONE_HEAD, PHONE_TAIL) if length >= PHONE_DIGITS else _shown(text, 0, length // 4)


def name(text: str) -> str:
    """仲* of two characters, 仲*妮 of more; of one character nothing."""
    return _shown(text, 1, 0 if len(characters(text)) <= 2 else 1)


def id_card(text: str, *, policy: MaskingPolicy) -> str:
    """1****************4, or the first six and the last four, as the policy says."""
    return _shown(text, 6, 4) if policy.id_card == SIX_FOUR else _shown(text, 1, 1)


def email(text: str) -> str:
    """z***@example.com: the first letter and where it is kept; what is no address shows nothing."""
    local, at, domain = text.rpartition("@")
    return _shown(local, 1, 0) + at + domain if local and domain and "@" not in local else MASK * len(characters(text))


def address(text: str) -> str:
    """浙江省杭州市西湖区*****: down to the district; without a province or city nothing."""
    found = _REGION.match(text)
    known = found.group() if found and _ABOVE.search(found.group()) else ""
    return known + MASK * len(characters(text[len(known) :]))
