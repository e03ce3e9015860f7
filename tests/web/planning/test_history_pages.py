"""History in the browser's eyes: uploads refused and taken, mapping, storing, deciding; errors beside their field."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import Cast, client_of
from tests.web.planning import world
from zuoxi.core.tables import read_table
from zuoxi.core.tables.calls import read_calls
from zuoxi.planning.models import HistoryFile, HistoryInterval, HistoryMark

pytestmark = pytest.mark.django_db
GOOD = "开始时间,队列,来电量\n" + "".join(f"2026-11-16 {hour:02d}:00,信用卡,{hour}\n" for hour in range(8, 20))


def post_file(cast: Cast, content: bytes, *, name: str = "话务.csv", script: bool = False):
    headers = {"accept": "application/json"} if script else {}
    return client_of(cast.chen).post(reverse("planning:history-upload"), {"file": SimpleUploadedFile(name, content)}, headers=headers)


def test_an_upload_leads_to_its_report_and_stores_nothing(cast: Cast) -> None:
    world.queue(cast)
    response = post_file(cast, GOOD.encode())
    file = HistoryFile.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("planning:history-file", args=[file.pk])
    assert (file.name, file.state, file.uploaded_by) == ("话务.csv", "checked", cast.chen)
    assert not HistoryInterval.objects.exists()


def test_the_script_of_the_page_is_told_where_to_go(cast: Cast) -> None:
    world.queue(cast)
    response = post_file(cast, GOOD.encode("gb18030"), script=True)
    assert response.json() == {"url": reverse("planning:history-file", args=[HistoryFile.objects.get().pk])}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"start,calls\n", "文件只有表头"),
        (b"PK\x03\x04 broken", "工作簿"),
        (b"start,calls\nyesterday,3\n", "第 2 行"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_words_and_nothing_is_kept(cast: Cast, content: bytes, words: str) -> None:
    world.queue(cast)
    response = post_file(cast, content)
    assert response.status_code == 422
    assert words in response.content.decode()
    said = post_file(cast, content, script=True)
    assert said.status_code == 422
    assert words in json.loads(said.content)["message"]
    assert not HistoryFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_by_its_size_alone(cast: Cast, monkeypatch) -> None:
    world.queue(cast)
    read = []
    monkeypatch.setattr("zuoxi.planning.history_files.check", lambda **more: read.append(more))
    huge = SimpleUploadedFile("huge.csv", b"x")
    huge.size = 200 * 2**20
    from zuoxi.web.planning.history_forms import UploadForm

    form = UploadForm({}, {"file": huge})
    assert not form.is_valid()
    assert "200.0 MB" in str(form.errors["file"])
    assert read == []


def test_without_a_file_the_form_says_so_beside_the_field(cast: Cast) -> None:
    world.queue(cast)
    response = client_of(cast.chen).post(reverse("planning:history-upload"))
    assert response.status_code == 422
    assert "请选择文件。" in response.content.decode()


def test_the_report_names_rows_and_is_filtered_and_downloaded(cast: Cast) -> None:
    file = world.file(cast)
    client = client_of(cast.wu)
    url = reverse("planning:history-file", args=[file.pk])
    assert "负数" in client.get(url).content.decode()
    assert "负数" not in client.get(url, {"kind": "warning"}).content.decode()
    content = client.get(reverse("planning:history-findings", args=[file.pk])).content
    table = read_table(content)
    assert table.header[0] == "行"
    assert [row.cells[0] for row in table.rows] == ["14"]


def test_the_template_can_be_filled_in_and_read_back(cast: Cast) -> None:
    world.queue(cast)
    for language in ("zh-hans", "en"):
        content = client_of(cast.chen, language=language).get(reverse("planning:history-template")).content
        entries, findings = read_calls(read_table(content))
        assert findings == []
        assert [(entry.offered, entry.handled, entry.abandoned, entry.aht_s) for entry in entries] == [(42, 40, 2, 185)]
        assert entries[0].queue == ("信用卡" if language == "zh-hans" else "Cards")


def test_an_unknown_queue_is_asked_for_and_checked_again(cast: Cast) -> None:
    world.queue(cast)
    post_file(cast, GOOD.replace("信用卡", "大客户").encode())
    file = HistoryFile.objects.get()
    client = client_of(cast.chen)
    page = client.get(reverse("planning:history-file", args=[file.pk])).content.decode()
    assert "大客户" in page
    assert client.post(reverse("planning:history-recheck", args=[file.pk]), {"queue_0": "no such"}).status_code == 422
    assert client.post(reverse("planning:history-recheck", args=[file.pk]), {"queue_0": "card"}).status_code == 302
    file.refresh_from_db()
    assert file.findings == []
    assert client.post(reverse("planning:history-store", args=[file.pk])).status_code == 302
    assert HistoryInterval.objects.count() == 12


def test_shares_that_do_not_add_up_stand_above_the_form_with_what_was_entered(cast: Cast) -> None:
    queue = world.queue(cast)
    post_file(cast, b"start,calls\n2026-11-16 08:00,5\n2026-11-16 09:00,6\n")
    url = reverse("planning:history-recheck", args=[HistoryFile.objects.get().pk])
    response = client_of(cast.chen).post(url, {"way": "shares", f"share_{queue.pk}": "70"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "合计 70 %" in page
    assert 'value="70"' in page


def test_storing_against_other_values_is_refused_until_replacing_is_ticked(cast: Cast) -> None:
    world.queue(cast)
    for content in (GOOD, GOOD.replace(",8\n", ",88\n")):
        post_file(cast, content.encode())
    first, second = HistoryFile.objects.order_by("pk")
    client = client_of(cast.chen)
    client.post(reverse("planning:history-store", args=[first.pk]))
    refused = client.post(reverse("planning:history-store", args=[second.pk]))
    assert refused.status_code == 422
    assert "已有 1 个时段" in refused.content.decode()
    assert client.post(reverse("planning:history-store", args=[second.pk]), {"replace": "on"}).status_code == 302
    assert max(HistoryInterval.objects.current().values_list("offered", flat=True)) == 88


def test_a_stored_file_is_not_stored_again_by_a_second_click(cast: Cast) -> None:
    world.queue(cast)
    post_file(cast, GOOD.encode())
    url = reverse("planning:history-store", args=[HistoryFile.objects.get().pk])
    client = client_of(cast.chen)
    assert [client.post(url).status_code for _ in range(2)] == [302, 409]
    assert HistoryInterval.objects.count() == 12


def test_a_reader_sees_no_button_that_changes_anything(cast: Cast) -> None:
    file, mark = world.file(cast), world.mark(cast)
    client = client_of(cast.zhou)
    for url in (
        reverse("planning:history"),
        reverse("planning:history-file", args=[file.pk]),
        reverse("planning:history-doubts"),
        reverse("planning:history-doubt", args=[mark.pk]),
    ):
        page = client.get(url).content.decode()
        assert "/planning/" in page
        assert [part for part in page.split("<form")[1:] if 'action="/planning/' in part.split(">")[0]] == []


def test_the_usual_week_holds_only_open_hours(cast: Cast) -> None:
    world.history(cast, weeks=4)
    response = client_of(cast.sun).get(reverse("planning:history-week"), {"queue": "card", "weeks": "4"})
    chart = response.context["chart"]
    assert (chart["x"][0], chart["x"][-1], len(chart["y"])) == ("08:00", "19:30", 7)
    assert {cell[2] is None for cell in chart["values"] if cell[1] == 6} == {True}
    assert all(cell[2] and cell[2] >= 30 for cell in chart["values"] if cell[1] == 0)


def test_nonsense_in_the_address_falls_back(cast: Cast) -> None:
    world.history(cast, weeks=1)
    client = client_of(cast.sun)
    assert client.get(reverse("planning:history-week"), {"queue": "nope", "weeks": "-3"}).status_code == 200
    assert client.get(reverse("planning:history-doubts"), {"shown": "x", "sort": "x", "page": "x"}).status_code == 200


def test_the_day_of_a_doubt_shows_what_came_and_what_was_to_be_expected(cast: Cast) -> None:
    world.history(cast)
    mark = world.mark(cast)
    chart = client_of(cast.chen).get(reverse("planning:history-doubt", args=[mark.pk])).context["chart"]
    came, usual = (series["values"] for series in chart["series"])
    assert (chart["x"][0], len(chart["x"]), len(came), len(usual)) == ("08:00", 24, 24, 24)
    assert chart["marks"] == [{"from": "10:00", "to": "12:00", "name": ""}]


def test_a_decision_is_taken_shown_and_taken_back(cast: Cast) -> None:
    mark = world.mark(cast)
    client = client_of(cast.chen)
    refused = client.post(reverse("planning:history-decide", args=[mark.pk]), {"decision": "leave_out", "reason": " "})
    assert refused.status_code == 422
    assert "请写明原因。" in refused.content.decode()
    client.post(reverse("planning:history-decide", args=[mark.pk]), {"decision": "leave_out", "reason": "线路故障"})
    assert "线路故障" in client.get(reverse("planning:history-doubts"), {"shown": "left_out"}).content.decode()
    client.post(reverse("planning:history-undo", args=[mark.pk]))
    mark.refresh_from_db()
    assert (mark.by, mark.left_out) == (None, False)


def test_several_doubts_are_decided_with_one_reason(cast: Cast) -> None:
    world.history(cast)
    first = world.mark(cast)
    second = HistoryMark.objects.create(queue=first.queue, start=first.end, end=first.end + (first.end - first.start), kind="low", at=first.at)
    client = client_of(cast.chen)
    data = {"mark": [first.pk, second.pk, "drop table"], "decision": "keep", "reason": "确有其事"}
    assert client.post(reverse("planning:history-decide-many"), data).status_code == 302
    assert set(HistoryMark.objects.values_list("left_out", "reason", "by")) == {(False, "确有其事", cast.chen.pk)}


def test_a_stretch_by_hand_covers_whole_days_unless_times_are_given(cast: Cast) -> None:
    queue, client = world.queue(cast), client_of(cast.chen)
    url = reverse("planning:history-by-hand")
    client.post(url, {"queue": queue.pk, "first_day": "2026-11-10", "last_day": "2026-11-11", "reason": "促销"})
    client.post(url, {"queue": queue.pk, "first_day": "2026-11-12", "first_time": "10:00", "last_time": "11:30", "reason": "演练"})
    found = {mark.reason: (mark.end - mark.start).total_seconds() / 3600 for mark in HistoryMark.objects.all()}
    assert found == {"促销": 48, "演练": 1.5}
    wrong = client.post(url, {"queue": queue.pk, "first_day": "2026-11-12", "last_day": "2026-11-10", "reason": "促销"})
    assert wrong.status_code == 422
    assert "结束须晚于开始" in wrong.content.decode()


def test_two_hundred_characters_in_a_name_break_nothing(cast: Cast) -> None:
    world.queue(cast)
    post_file(cast, GOOD.encode(), name="很" * 200 + ".csv")
    client = client_of(cast.chen)
    assert client.get(reverse("planning:history")).status_code == 200
    assert client.get(reverse("planning:history-file", args=[HistoryFile.objects.get().pk])).status_code == 200


def test_a_file_with_a_formula_for_a_name_is_handed_out_as_text(cast: Cast) -> None:
    file = world.file(cast, name='=cmd|"/c calc"!A1.csv')
    response = client_of(cast.chen).get(reverse("planning:history-findings", args=[file.pk]))
    assert "attachment" in response.headers["Content-Disposition"]
    assert read_table(io.BytesIO(response.content).getvalue()).rows


OLD = "开始时间,队列,来电量\n" + "".join(f"2003-10-{day:02d} {hour:02d}:00,信用卡,{hour}\n" for day in range(6, 11) for hour in range(8, 20))


def checked(cast: Cast, content: str) -> HistoryFile:
    world.queue(cast)
    post_file(cast, content.encode())
    return HistoryFile.objects.get()


def test_a_file_that_ended_long_ago_says_so_and_is_moved_when_asked(cast: Cast) -> None:
    file, chen = checked(cast, OLD), client_of(cast.chen)
    page = chen.get(reverse("planning:history-file", args=[file.pk])).content.decode()
    assert "文件止于 2003-10-10，比上传日早" in page
    assert "没有处理时长" in page
    answer = chen.post(reverse("planning:history-adjust", args=[file.pk]), {"dates": "moved", "aht_s": "184"}, follow=True).content.decode()
    assert "已平移" in answer
    assert "按 184 秒计" in answer
    assert chen.get(reverse("planning:history-file", args=[file.pk])).context["adjust_form"].initial == {"dates": "moved", "aht_s": 184.0}
    chen.post(reverse("planning:history-store", args=[file.pk]))
    assert HistoryInterval.objects.order_by("start").first().start.year > 2003
    assert "日期已平移" in chen.get(reverse("planning:history")).content.decode()


def test_real_dates_stay_unless_somebody_says_otherwise(cast: Cast) -> None:
    file, chen = checked(cast, OLD), client_of(cast.chen)
    chen.post(reverse("planning:history-adjust", args=[file.pk]), {"dates": "moved"})
    chen.post(reverse("planning:history-adjust", args=[file.pk]), {"dates": "own", "aht_s": ""})
    chen.post(reverse("planning:history-store", args=[file.pk]))
    assert {start.year for start in HistoryInterval.objects.values_list("start", flat=True)} == {2003}
    page = chen.get(reverse("planning:forecast-new")).content.decode()
    assert "历史话务止于 2003-10-10" in page


@pytest.mark.parametrize(("data", "field"), [({"dates": "soon"}, "dates"), ({"dates": "own", "aht_s": "0"}, "aht_s"), ({}, "dates")])
def test_a_wrong_wish_is_said_beside_its_field(cast: Cast, data: dict[str, str], field: str) -> None:
    file = checked(cast, OLD)
    answer = client_of(cast.chen).post(reverse("planning:history-adjust", args=[file.pk]), data)
    assert answer.status_code == 422
    assert field in answer.context["adjust_form"].errors


def test_a_young_history_with_handling_times_has_nothing_to_adjust(cast: Cast) -> None:
    world.history(cast)
    assert client_of(cast.chen).get(reverse("planning:forecast-new")).context["old"] is None
    young = GOOD.replace("来电量", "来电量,平均处理时长").replace(",信用卡,", ",信用卡,5,180 #")
    rows = [line.split(" #")[0] for line in young.splitlines()]
    post_file(cast, "\n".join(rows).encode())
    file = HistoryFile.objects.latest("pk")
    page = client_of(cast.chen).get(reverse("planning:history-file", args=[file.pk]))
    assert page.context["adjust_form"] is None
    assert client_of(cast.chen).post(reverse("planning:history-adjust", args=[file.pk]), {"dates": "moved"}).status_code == 422


def test_without_a_queue_the_page_leads_to_the_first_one(cast: Cast) -> None:
    assert reverse("centre:queue_new") in client_of(cast.chen).get(reverse("planning:history")).content.decode()
    reader = client_of(cast.sun).get(reverse("planning:history")).content.decode()
    assert "队列由排班师建立" in reader
    assert reverse("centre:queue_new") not in reader
