"""Tables sort, page and keep the rest of the address."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.cast import Cast
from tests.web.people.pages import more_people
from zuoxi.people.models import Person
from zuoxi.web.shell.listing import Column, Listing

COLUMNS = (
    Column("name", "姓名", sort=("pinyin", "work_number")),
    Column("number", "工号", sort=("work_number",), numeric=True, unit="号"),
    Column("hired", "入职", sort=("hired_on",)),
    Column("marks", "标记"),
)


def listed(address: str = "/", *, order: str = "name", per_page: int = 50) -> Listing:
    return Listing.of(RequestFactory().get(address), Person.objects.all(), columns=COLUMNS, order=order, per_page=per_page)


def names(listing: Listing) -> list[str]:
    return [person.name for person in listing.rows]


@pytest.mark.django_db
def test_people_are_sorted_by_pinyin_not_by_code_point(cast: Cast) -> None:
    assert names(listed()) == ["陈晓燕", "高远", "林静", "孙立", "吴班长", "赵磊", "周敏"]


@pytest.mark.django_db
def test_a_second_click_turns_the_order_round(cast: Cast) -> None:
    first = listed()
    assert (first.headers[0].direction, first.headers[0].url) == ("ascending", "?sort=-name")
    second = listed(first.headers[0].url)
    assert (second.headers[0].direction, second.headers[0].url) == ("descending", "?sort=name")
    assert names(second) == list(reversed(names(first)))


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["hired", "-hired"])
def test_rows_without_a_value_come_last_in_both_directions(cast: Cast, sort: str) -> None:
    assert {person.hired_on is None for person in list(listed(f"/?sort={sort}").rows)[:2]} == {False}
    assert list(listed(f"/?sort={sort}").rows)[-1].hired_on is None


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["password", "unit__head__password", "marks", "-", "", "name;drop table", "--name", "?"])
def test_what_is_no_sortable_column_falls_back_to_the_first_order(cast: Cast, wanted: str) -> None:
    assert names(listed(f"/?sort={wanted}")) == names(listed())


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "x", "9" * 5000, "1.5", ""])
def test_a_page_that_does_not_exist_is_the_nearest_one(cast: Cast, page: str) -> None:
    assert len(names(listed(f"/?page={page}", per_page=3))) in (1, 3)


@pytest.mark.django_db
def test_pages_hold_every_row_once(cast: Cast) -> None:
    more_people(cast, 120)
    seen = [name for page in (1, 2, 3) for name in names(listed(f"/?page={page}"))]
    assert len(seen) == 127
    assert sorted(seen) == sorted(Person.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_links_keep_the_filter_and_sorting_starts_at_page_one(cast: Cast) -> None:
    more_people(cast, 120)
    listing = listed("/?q=zs&unit=3&page=2&sort=number")
    assert listing.headers[0].url == "?q=zs&unit=3&sort=name"
    assert listing.after == "?q=zs&unit=3&page=3&sort=number"
    assert listing.before == "?q=zs&unit=3&page=1&sort=number"


@pytest.mark.django_db
def test_many_pages_are_told_with_a_gap(cast: Cast) -> None:
    more_people(cast, 600)
    assert [number for number, _ in listed("/?page=6").pages] == [1, None, 5, 6, 7, None, 13]


@dataclass(frozen=True)
class Row:
    name: str
    size: int | None


def test_rows_that_are_no_query_are_sorted_too() -> None:
    rows = [Row("b", 2), Row("a", None), Row("c", 1)]
    columns = (Column("name", "n", sort=("name",)), Column("size", "s", sort=("size",)))
    listing = Listing.of(RequestFactory().get("/?sort=size"), rows, columns=columns, order="name")
    assert [row.name for row in listing.rows] == ["c", "b", "a"]


@pytest.mark.django_db
def test_the_table_tells_how_it_is_sorted_and_where_one_is(cast: Cast) -> None:
    html = drawn(listed("/?sort=-name", per_page=3))
    assert 'aria-sort="descending"' in html
    assert "第 1–3 条，共 7 条" in html
    assert '<th scope="col" class="num"' in html
    assert "<small>号</small>" in html
    assert 'aria-current="page">1</a>' in html


@pytest.mark.django_db
def test_an_empty_table_says_why_instead_of_standing_empty() -> None:
    html = drawn(listed())
    assert "没有人。" in html
    assert "<table" not in html


def drawn(listing: Listing) -> str:
    text = '{% sheet listing caption="表" empty="没有人。" %}{% for row in listing.rows %}<tr><td>{{ row.name }}</td></tr>{% endfor %}{% endsheet %}'
    with translation.override("zh-hans"):
        return engines["django"].from_string(text).render({"listing": listing})
