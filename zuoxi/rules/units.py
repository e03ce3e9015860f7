"""What people call the units of policy entries, in Chinese and English."""

from __future__ import annotations

UNITS = {
    "": ("", ""),
    "s": ("秒", "s"),
    "min": ("分钟", "min"),
    "h": ("小时", "h"),
    "d": ("天", "days"),
    "days": ("天", "days"),
    "weeks": ("周", "weeks"),
    "months": ("个月", "months"),
    "years": ("年", "years"),
    "working days": ("个工作日", "working days"),
    "share": ("比例", "share"),
    "ratio": ("比值", "ratio"),
    "sigma": ("个标准差", "sigma"),
    "points": ("分", "points"),
    "contacts": ("通", "contacts"),
    "chats": ("个会话", "chats"),
    "agents": ("人", "agents"),
    "people": ("人", "people"),
    "nights": ("个夜班", "nights"),
    "shifts": ("个班", "shifts"),
    "swaps": ("次换班", "swaps"),
    "times": ("次", "times"),
    "attempts": ("次", "attempts"),
    "tries": ("次", "tries"),
    "sessions": ("个会话", "sessions"),
    "kinds": ("种", "kinds"),
    "passwords": ("个密码", "passwords"),
    "events": ("条", "events"),
    "characters": ("个字符", "characters"),
    "methods": ("种方法", "methods"),
    "origins": ("个起点", "origins"),
    "waves": ("个谐波", "waves"),
    "x": ("倍", "x"),
    "x rate": ("倍工资", "x rate"),
    "money/h": ("元/小时", "money/h"),
}


def unit(code: str, language: str) -> str:
    """The unit in Chinese for a language tag that starts with `zh`, otherwise in English; one that is not in the table is said as it is written."""
    zh, en = UNITS.get(code, (code, code))
    return zh if language.startswith("zh") else en
