"""A centre's people from a file (O-03, O-04, UX 48): CSV or XLSX, columns by Chinese or English name, all rows or none.

    read_people(table, contracts={"全日制": "full"}, skills={"热线": "hotline"}) -> PeopleFile

Work numbers are text: leading zeros stay. A skill or contract that is not known, a person twice, a level outside 1 to 5, a date that cannot be
read are errors with row and column; then `people` is empty and `failed_rows` gives the rows to be mended as a file of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import Cell, Row, Table, as_text, csv_bytes, find_columns, number
from zuoxi.engine.finding import Finding
from zuoxi.people import files_cells
from zuoxi.people.files_cells import LEVELS, Days

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("工号", "work number", "employee", "staff number", "id"),
    "name": ("姓名", "name"),
    "team": ("班组", "team"),
    "post": ("岗位", "post"),
    "contract": ("合同", "contract"),
    "skills": ("技能", "skills"),
    "lead": ("值班长", "shift lead", "lead"),
    "grade": ("星级", "grade", "star grade"),
    "probation": ("试用期至", "probation until"),
    "leave": ("休假", "leave"),
}
"""Names a column may have, the Chinese one first."""
OPTIONAL = ("post", "lead", "grade", "probation", "leave")
LONGEST = {"number": 32, "name": 200, "team": 200}
"""Characters that are kept of each; a longer text is refused, not cut."""


@dataclass(frozen=True)
class PersonRow:
    """One person as the file tells. `contract` and the skills are codes, levels 1 to 5; `leave` are ranges of days, both ends included."""

    number: str
    name: str
    team: str
    contract: str
    skills: tuple[tuple[str, int], ...]
    post: str = ""
    lead: bool = False
    grade: int | None = None
    probation_until: date | None = None
    leave: tuple[Days, ...] = ()


@dataclass(frozen=True)
class PeopleFile:
    """`people` in the file's order, or nobody if any finding is an error. `rows` and `header` are the file's own."""

    people: tuple[PersonRow, ...]
    findings: tuple[Finding, ...]
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")


def read_people(table: Table, *, contracts: Mapping[str, str], skills: Mapping[str, str], posts: Mapping[str, str] | None = None) -> PeopleFile:
    """Read a people table. `contracts`, `skills` and `posts` map every name a cell may use to a code; case and width of letters do not matter.

    Without `posts` a post is taken as it is written.
    """
    places = find_columns(table.header, COLUMNS, optional=OPTIONAL)
    known = Names(_by_plain_name(contracts), _by_plain_name(skills), None if posts is None else _by_plain_name(posts))
    reader = _Reader(table.header, places, known)
    people = [person for row in table.rows if (person := reader.person(row)) is not None]
    findings = (*table.notes, *sorted(reader.findings, key=lambda finding: finding.row or 0))
    failed = any(finding.severity == "error" for finding in findings)
    return PeopleFile(() if failed else tuple(people), findings, table.header, tuple(table.rows))


@dataclass(frozen=True)
class Names:
    """Codes by every name a cell may use; `posts` None: any post."""

    contracts: Mapping[str, str]
    skills: Mapping[str, str]
    posts: Mapping[str, str] | None


def _by_plain_name(names: Mapping[str, str]) -> dict[str, str]:
    return {plain(name): code for name, code in names.items()}


def plain(name: str) -> str:
    """A name as it is compared: width and case of letters do not matter."""
    return normalize("NFKC", name).strip().casefold()


def failed_rows(file: PeopleFile) -> bytes:
    """A CSV of the rows with errors only, as they came, with the reasons in a further column; mended, it can be read by itself."""
    reasons: dict[int, list[str]] = {}
    for finding in file.errors:
        if finding.row is not None:
            place = f"{finding.column}: " if finding.column else ""
            reasons.setdefault(finding.row, []).append(place + sentence(finding.code, finding.facts))
    rows = [[*(as_text(cell) for cell in row.cells), " ".join(reasons[row.number])] for row in file.rows if row.number in reasons]
    return csv_bytes([*file.header, _("reason")], rows)


class _Reader:
    """Reads rows one by one; remembers whom it has met and what it found."""

    def __init__(self, header: Sequence[str], places: Mapping[str, int], known: Names) -> None:
        self.header, self.places = header, places
        self.contracts, self.skills, self.posts = known.contracts, known.skills, known.posts
        self.seen: dict[str, int] = {}
        self.findings: list[Finding] = []
        self.errors = 0

    def person(self, row: Row) -> PersonRow | None:
        """The person of a row, or None after noting what is wrong with it."""
        known = self.errors
        probation = self._probation(row)
        person = PersonRow(
            number=self._work_number(row),
            name=self._needed(row, "name"),
            team=self._needed(row, "team"),
            contract=self._contract(row),
            skills=self._skills(row),
            post=self._post(row),
            lead=self._read(row, "lead", files_cells.yes, "people.not_yes_or_no") or False,
            grade=self._grade(row),
            probation_until=probation,
            leave=self._leave(row),
        )
        return person if self.errors == known else None

    def _cell(self, row: Row, name: str) -> Cell:
        return row.cells[self.places[name]] if name in self.places else None

    def _wrong(self, row: Row, name: str, code: str, **facts: Any) -> None:
        self.errors += 1
        self.findings.append(Finding(code, "error", row.number, self.header[self.places[name]], facts))

    def _needed(self, row: Row, name: str) -> str:
        text = as_text(self._cell(row, name))
        if not text:
            self._wrong(row, name, "people.empty")
        elif len(text) > LONGEST.get(name, len(text)):
            self._wrong(row, name, "people.too_long", most=LONGEST[name])
        elif "\0" in text:
            self._wrong(row, name, "people.unprintable")
        return text

    def _work_number(self, row: Row) -> str:
        text = self._needed(row, "number")
        if text and text in self.seen:
            self._wrong(row, "number", "people.twice", number=text, first=self.seen[text])
        elif text:
            self.seen[text] = row.number
        if isinstance(self._cell(row, "number"), float) and not any(finding.code == "people.number_cell" for finding in self.findings):
            column = self.header[self.places["number"]]
            self.findings.append(Finding("people.number_cell", "warning", row.number, column, {"number": text}))
        return text

    def _contract(self, row: Row) -> str:
        text = self._needed(row, "contract")
        code = self.contracts.get(plain(text), "")
        if text and not code:
            self._wrong(row, "contract", "people.unknown_contract", contract=text, known=_list(self.contracts))
        return code

    def _post(self, row: Row) -> str:
        text = as_text(self._cell(row, "post"))
        if not text or self.posts is None:
            return text
        if plain(text) not in self.posts:
            self._wrong(row, "post", "people.unknown_post", post=text, known=_list(self.posts))
        return self.posts.get(plain(text), "")

    def _skills(self, row: Row) -> tuple[tuple[str, int], ...]:
        found: dict[str, int] = {}
        for part in files_cells.parts(self._cell(row, "skills")):
            pair = files_cells.skill(part)
            if pair is None:
                self._wrong(row, "skills", "people.bad_skill", text=part)
            elif plain(pair[0]) not in self.skills:
                self._wrong(row, "skills", "people.unknown_skill", skill=pair[0], known=_list(self.skills))
            elif self.skills[plain(pair[0])] in found:
                self._wrong(row, "skills", "people.skill_twice", skill=pair[0])
            else:
                found[self.skills[plain(pair[0])]] = pair[1]
        return tuple(found.items())

    def _read(self, row: Row, name: str, parse: Callable[[Cell], Any], code: str) -> Any:
        """An optional cell by its parser; None where there is none, or after noting that it cannot be read."""
        cell = self._cell(row, name)
        value = parse(cell) if cell is not None else None
        if cell is not None and value is None:
            self._wrong(row, name, code, text=as_text(cell))
        return value

    def _grade(self, row: Row) -> int | None:
        value = self._read(row, "grade", _level, "people.bad_grade")
        return int(value) if value is not None else None

    def _probation(self, row: Row) -> date | None:
        found: date | None = self._read(row, "probation", files_cells.day, "people.bad_date")
        return found

    def _leave(self, row: Row) -> tuple[Days, ...]:
        found = files_cells.leave(self._cell(row, "leave"))
        if isinstance(found, str):
            self._wrong(row, "leave", "people.bad_leave", text=found)
            return ()
        return found


def _level(cell: Cell) -> int | None:
    value = number(cell)
    return int(value) if value is not None and value in LEVELS else None


def _list(names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names)) or "--"
