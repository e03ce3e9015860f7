"""Tables: sorted, filtered and paged on the server, with links that keep everything else of the address.

listing = Listing.of(request, people, columns=COLUMNS, order="name")
{% sheet listing caption=title %}{% for person in listing.rows %}<tr>…</tr>{% endfor %}{% endsheet %}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

PER_PAGE = 50


@dataclass(frozen=True)
class Column:
    """A column: `sort` are the fields behind its header (none: it cannot be sorted), `unit` stands behind the label, numbers go right."""

    key: str
    label: str | Promise
    sort: tuple[str, ...] = ()
    numeric: bool = False
    unit: str | Promise = ""
    phone: bool = True


@dataclass(frozen=True)
class Header:
    """A column as it stands above one table: its link and how it is sorted now."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Listing:
    """One page of sorted rows with everything that its table needs."""

    headers: Sequence[Header]
    page: Page[Any]
    query: QueryDict
    fragment: str = ""
    total: int = field(default=0)

    @classmethod
    def of(
        cls, request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, columns: Sequence[Column], order: str, per_page: int = PER_PAGE
    ) -> Listing:
        """`order` is the key of the column sorted by at first, `-key` for descending. An unknown sort or page falls back, never fails."""
        wanted = request.GET.get("sort", order)
        by_key = {column.key: column for column in columns if column.sort}
        if wanted.removeprefix("-") not in by_key:
            wanted = order
        ordered = _ordered(rows, by_key[wanted.removeprefix("-")].sort, descending=wanted.startswith("-"))
        page = Paginator(ordered, per_page).get_page(request.GET.get("page"))
        headers = [_header(column, wanted, request.GET) for column in columns]
        return cls(headers, page, request.GET, total=page.paginator.count)

    @property
    def rows(self) -> Page[Any]:
        return self.page

    def page_url(self, number: int) -> str:
        return _with(self.query, page=str(number))

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Numbers to link to, None for a gap."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(n, self.page_url(n)) if isinstance(n, int) else (None, "") for n in numbers]

    @property
    def before(self) -> str:
        return self.page_url(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def after(self) -> str:
        return self.page_url(self.page.next_page_number()) if self.page.has_next() else ""


def _ordered(rows: Any, fields: tuple[str, ...], *, descending: bool) -> Any:
    if isinstance(rows, QuerySet):
        order = [F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True) for name in fields]
        return rows.order_by(*order, "pk")
    return sorted(rows, key=lambda row: tuple((getattr(row, name) is None, getattr(row, name)) for name in fields), reverse=descending)


def _header(column: Column, wanted: str, query: QueryDict) -> Header:
    if not column.sort:
        return Header(column)
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(wanted, "")
    following = f"-{column.key}" if now == "ascending" else column.key
    return Header(column, _with(query, sort=following, page=None), now)


def _with(query: QueryDict, **changes: str | None) -> str:
    copy = query.copy()
    for key, value in changes.items():
        if value is None:
            copy.pop(key, None)
        else:
            copy[key] = value
    return f"?{copy.urlencode()}"
