"""What a person reads on a page: its visible words and the labels that a screen reader says."""

from __future__ import annotations

import re
from html.parser import HTMLParser

SILENT = {"script", "style", "svg", "template"}
SPOKEN = {"aria-label", "title", "placeholder", "alt", "data-confirm", "aria-description", "data-close"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]+")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
CODE = re.compile(r"\b[A-Z]{1,2}-\d{2}\b|#[0-9a-fA-F]{6}\b|\b\d{4}-W\d{2}\b|\{[^}]*\}|/[\w/.?=&#-]+|[\w-]+\.(?:csv|xlsx|toml|ics|pdf|json)\b")


class _Reader(HTMLParser):
    """Collects texts; what is marked as another language (`lang`) or as code is not read."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        quiet = tag in SILENT or tag == "code" or (tag != "html" and "lang" in named)
        if not self.skipped:
            self.texts += [value for name, value in attrs if name in SPOKEN or name.startswith("data-text") if value and not quiet]
        if tag not in VOID and (self.skipped or quiet):
            self.skipped.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipped and tag in self.skipped:
            while self.skipped.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.skipped and data.strip():
            self.texts.append(data.strip())


def texts(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.texts


def latin_words(html: str, allowed: set[str]) -> list[str]:
    """English words that a Chinese reader would meet, without codes (O-01), addresses, file names and what is allowed."""
    return [word for text in texts(html) for word in LATIN.findall(CODE.sub(" ", text)) if word not in allowed]


def chinese_words(html: str, known: str) -> list[str]:
    """Chinese that an English reader would meet, without what stands in `known` (names are as they are)."""
    return [word for text in texts(html) for word in CHINESE.findall(text) if word not in known]


def version_shown(page: str) -> dict[str, str]:
    """The hidden fields of a form that say which version of a thing it was filled from."""
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input [^>]*>", page)]
    return {one["name"]: one.get("value", "") for one in inputs if one.get("type") == "hidden" and one.get("name") in ("seen", "revision")}
