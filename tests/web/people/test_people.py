"""The people pages: found as people search, shown to whom they concern."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from tests.cast import Cast, client_of, hire
from tests.web.people.pages import more_people
from zuoxi.core.tables import read_table
from zuoxi.people.files import read_people
from zuoxi.people.models import Person, PersonSkill, Post, RoleName, Skill, Unit
from zuoxi.roster.models import Leave
from zuoxi.web.people import export

pytestmark = pytest.mark.django_db


def page(person: Person, path: str, language: str = "zh-hans") -> str:
    response = client_of(person, language=language).get(path)
    assert response.status_code == 200
    return response.content.decode()


def readers(cast: Cast, path: str, text: str) -> set[str]:
    """Those of the cast who read `text` on a page that all of them may open."""
    return {name for name in ("lin", "wu", "chen", "zhou", "sun", "gao") if text in page(getattr(cast, name), path)}


def listed(person: Person, query: str = "") -> list[str]:
    return re.findall(r'<td><a href="/people/\d+/">([^<]+)</a>', page(person, f"/people/{query}"))


@pytest.mark.parametrize("query", ["zhaol", "zl", "赵磊", "赵", "1002", "ZHAO"])
def test_typing_pinyin_initials_characters_or_number_finds_the_person(cast: Cast, query: str) -> None:
    assert listed(cast.chen, f"?q={query}") == ["赵磊"]


def test_filters_join_and_stay_in_the_form(cast: Cast) -> None:
    html = page(cast.chen, f"/people/?unit={cast.operations.pk}&post={cast.lin.post_id}&skill={cast.skill.pk}")
    assert re.findall(r'<td><a href="/people/\d+/">([^<]+)</a>', html) == ["林静", "赵磊"]
    assert f'<option value="{cast.operations.pk}" selected>' in html


SENSELESS = ["unit=999999", "unit=x", "post=-1", "skill=1%27", "q=a%00b", "q=" + "a" * 500, "gone=maybe", "customer__phone=1"]


@pytest.mark.parametrize("query", SENSELESS)
def test_a_filter_that_makes_no_sense_is_left_out(cast: Cast, query: str) -> None:
    assert len(listed(cast.chen, f"?{query}")) == 7


def test_a_leader_cannot_search_beyond_the_own_team(cast: Cast) -> None:
    assert listed(cast.wu) == ["林静", "吴班长"]
    assert listed(cast.wu, "?q=zl") == []
    assert listed(cast.wu, f"?unit={cast.other_team.pk}") == []
    assert "赵磊" not in page(cast.wu, "/people/?q=赵磊").replace('value="赵磊"', "")


def test_nobody_found_says_how_to_search_and_offers_all(cast: Cast) -> None:
    html = page(cast.chen, "/people/?q=xyz")
    assert "没有符合条件的人员" in html
    assert "显示全部" in html


def test_those_who_left_are_found_by_asking_for_them(cast: Cast) -> None:
    Person.objects.filter(pk=cast.zhao.pk).update(left_on=date(2026, 1, 1))
    assert "赵磊" not in listed(cast.chen)
    assert listed(cast.chen, "?gone=yes") == ["赵磊"]


def test_sorting_by_name_is_by_pinyin(cast: Cast) -> None:
    assert listed(cast.chen, "?sort=-name") == ["周敏", "赵磊", "吴班长", "孙立", "林静", "高远", "陈晓燕"]


def test_one_person_with_skills_roles_and_position(cast: Cast) -> None:
    html = page(cast.wu, f"/people/{cast.lin.pk}/")
    for text in ("林静", "1001", "运营部 › 一组", "信用卡", "2025-06-01", "座席代表 · 本人", "参与排班"):
        assert text in html


def test_contract_and_grade_are_not_in_the_page_of_those_who_may_not_see_them(cast: Cast) -> None:
    path = f"/people/{cast.lin.pk}/"
    assert readers(cast, path, "全日制") == {"lin", "chen", "zhou"}
    assert readers(cast, path, "星级") == {"lin", "chen", "zhou"}
    assert "30.00" not in page(cast.zhou, path)


def test_leave_is_shown_to_those_whom_it_concerns_the_past_is_not(cast: Cast) -> None:
    today = timezone.localdate()
    Leave.objects.create(person=cast.lin, kind="sick", first_day=today, last_day=today + timedelta(days=2))
    Leave.objects.create(person=cast.lin, kind="marriage", first_day=today - timedelta(days=9), last_day=today - timedelta(days=1))
    Leave.objects.create(person=cast.lin, kind="unpaid", first_day=today, last_day=today, withdrawn_by=cast.chen, withdrawn_at=timezone.now())
    path = f"/people/{cast.lin.pk}/"
    assert {name for name in ("lin", "wu", "chen", "zhou", "sun", "gao") if "病假" in page(getattr(cast, name), path)} == {
        "lin",
        "wu",
        "chen",
        "zhou",
        "sun",
    }
    assert f"{today}～{today + timedelta(days=2)}" in page(cast.lin, path)
    assert "婚假" not in page(cast.lin, path)
    assert "无薪假" not in page(cast.lin, path)


def test_an_expired_skill_is_flagged_in_words(cast: Cast) -> None:
    PersonSkill.objects.filter(person=cast.lin).update(valid_until=date(2026, 1, 31))
    assert "已过期" in page(cast.wu, f"/people/{cast.lin.pk}/")


def test_a_person_without_skills_is_told_what_that_means(cast: Cast) -> None:
    assert "没有登记技能，因此不能排入任何队列。" in page(cast.chen, f"/people/{cast.wu.pk}/")


def test_an_agent_is_not_led_to_a_list_that_is_closed(cast: Cast) -> None:
    assert 'href="/people/"' not in page(cast.lin, f"/people/{cast.lin.pk}/")
    assert 'href="/people/"' in page(cast.wu, f"/people/{cast.lin.pk}/")


def test_units_are_flagged_in_words_and_lead_to_their_people(cast: Cast) -> None:
    more_people(cast, 14)
    html = page(cast.wu, "/people/units/")
    assert "人数超出" in html
    assert "人数不足" in html
    assert "每个班组应有 12～14 名座席" in html
    assert f'href="/people/?unit={cast.team.pk}"' in html
    assert f'href="/people/?unit={cast.other_team.pk}"' not in html


def test_post_sheets_show_duties_line_by_line_and_lead_to_each_other(cast: Cast) -> None:
    leader = Post.objects.get(code="leader")
    Post.objects.filter(code="agent").update(reports_to=leader, purpose="接听来电", duties="接听\n记录", kpis="质检分")
    html = page(cast.lin, "/people/posts/")
    assert "接听\n记录" in html
    assert 'href="#post-leader"' in html
    assert 'href="#post-agent"' in html


def search(person: Person, text: str) -> list[str]:
    answer = client_of(person).get("/people/search/", {"q": text}).json()
    return [one["name"] for one in answer["people"]]


def test_a_search_field_finds_by_pinyin_within_reach(cast: Cast) -> None:
    assert search(cast.chen, "lj") == ["林静"]
    assert search(cast.wu, "zl") == []
    assert search(cast.lin, "lin") == ["林静"]
    assert search(cast.lin, "wu") == []


def test_a_search_for_nothing_or_nonsense_finds_nobody(cast: Cast) -> None:
    for text in ("", "   ", "a\x00", "a" * 200):
        assert search(cast.chen, text) == []


def test_a_search_answers_with_at_most_twenty_and_without_those_who_left(cast: Cast) -> None:
    more_people(cast, 60)
    assert len(search(cast.chen, "9")) == 20
    Person.objects.filter(pk=cast.lin.pk).update(left_on=date(2026, 1, 1))
    assert search(cast.chen, "林静") == []


def test_a_search_gives_away_only_what_tells_people_apart(cast: Cast) -> None:
    answer = client_of(cast.chen).get("/people/search/", {"q": "林静"}).json()
    assert answer == {"people": [{"id": cast.lin.pk, "name": "林静", "number": "1001", "unit": "一组"}]}


def exported(person: Person, query: str = "", language: str = "zh-hans") -> list[list[object]]:
    response = client_of(person, language=language).get(f"/people/export.xlsx{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == export.MEDIA_TYPE
    table = read_table(response.content)
    return [list(table.header), *[list(row.cells) for row in table.rows]]


def test_the_export_follows_the_filter_and_ones_reach(cast: Cast) -> None:
    assert [row[1] for row in exported(cast.chen, "?q=zl")] == ["姓名", "赵磊"]
    assert len(exported(cast.chen)) == 8
    hr = hire("8001", "何欢", unit=cast.other_team, post=cast.chen.post, role=RoleName.HR)
    assert [row[1] for row in exported(hr)[1:]] == ["何欢", "赵磊"]


def test_the_name_of_the_file_tells_what_and_when(cast: Cast) -> None:
    name = client_of(cast.chen).get("/people/export.xlsx").headers["Content-Disposition"]
    assert name.startswith("attachment; filename*=utf-8''%E4%BA%BA%E5%91%98%20")
    assert f"{timezone.localdate()}.xlsx" in name


def test_work_numbers_stay_text_with_their_zeros(cast: Cast) -> None:
    hire("000123", "零", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT)
    hire("13800138000", "长", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT)
    numbers = [row[0] for row in exported(cast.chen)]
    assert {"000123", "13800138000"} <= set(numbers)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_a_name_that_a_spreadsheet_would_run_is_only_text(cast: Cast, start: str) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(name=f"{start}HYPERLINK(1)")
    with translation.override("zh-hans"):
        content = export.workbook(Person.objects.filter(pk=cast.lin.pk))
    assert b"<f>" not in zipped(content)
    assert str(read_table(content).rows[0].cells[1]).strip() == f"{start}HYPERLINK(1)".strip()


def zipped(content: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_was_exported_is_read_back_without_a_difference(cast: Cast, language: str) -> None:
    loan = Skill.objects.create(code="loan", name="贷款", name_en="Loans")
    PersonSkill.objects.create(person=cast.lin, skill=loan, level=5, since=date(2026, 1, 1))
    Person.objects.filter(pk=cast.lin.pk).update(is_shift_lead=True, grade=4, probation_until=date(2026, 5, 1))
    first = date(2026, 12, 3)
    Leave.objects.create(person=cast.lin, kind="annual", first_day=first, last_day=first)
    Leave.objects.create(person=cast.lin, kind="sick", first_day=date(2026, 12, 10), last_day=date(2026, 12, 14))
    with translation.override(language):
        content = export.workbook(Person.objects.filter(pk__in=[cast.lin.pk, cast.zhao.pk]).order_by("work_number"))
        table = read_table(content)
        names = {"contracts": {str(cast.contract): "full"}, "skills": {str(cast.skill): "card", str(loan): "loan"}}
        file = read_people(table, **names)
        team = str(Unit.objects.get(pk=cast.team.pk))
    assert file.errors == ()
    lin = file.people[0]
    assert (lin.number, lin.name, lin.team, lin.contract, lin.skills) == ("1001", "林静", team, "full", (("card", 3), ("loan", 5)))
    assert (lin.lead, lin.grade, lin.probation_until) == (True, 4, date(2026, 5, 1))
    assert lin.leave == ((first, first), (date(2026, 12, 10), date(2026, 12, 14)))
    assert (file.people[1].lead, file.people[1].leave) == (False, ())
