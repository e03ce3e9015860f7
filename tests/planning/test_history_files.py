"""A file is checked, mapped, stored whole or not at all, replaced with the old values kept, or discarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest

from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.tables import csv_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.planning import history_files, remarks
from zuoxi.planning.history_files import AlreadyThere, HasErrors, NothingToStore
from zuoxi.planning.history_reading import LEFT_OUT, Options
from zuoxi.planning.models import HistoryFile, HistoryInterval, HistoryMark
from zuoxi.planning.splitting import SharesDoNotAddUp

Check = Callable[..., HistoryFile]
MONDAY = date(2026, 11, 16)


def day(first: date = MONDAY, *, days: int = 1, count: int = 20, queue: str | None = "general") -> list[list[object]]:
    """Half hours from 08:00 to 20:00 on each day."""
    rows: list[list[object]] = []
    for number in range(days):
        for slot in range(16, 40):
            start = datetime(first.year, first.month, first.day) + timedelta(days=number, minutes=30 * slot)
            rows.append([f"{start:%Y-%m-%d %H:%M}", *([queue] if queue is not None else []), count + slot, 180])
    return rows


def csv(rows: list[list[object]], header: tuple[str, ...] = ("开始时间", "队列", "来电量", "平均处理时长")) -> bytes:
    return csv_bytes(header, rows)  # type: ignore[arg-type]


WITHOUT_QUEUE = ("start", "calls", "aht")


@pytest.fixture
def check(queues, planner, now) -> Check:
    def run(data: bytes, *, name: str = "calls.csv", options: Options | None = None) -> HistoryFile:
        return history_files.check(data=data, name=name, options=options or Options(), by=planner, now=now)

    return run


@pytest.fixture
def store(planner, now) -> Callable[..., history_files.Stored]:
    return lambda file, **choices: history_files.store(file=file, by=planner, now=now, **choices)


def codes(file: HistoryFile) -> set[str]:
    return {finding["code"] for finding in file.findings}


def test_a_good_file_is_kept_with_a_report_and_no_interval_is_stored(check: Check) -> None:
    file = check(csv(day()))
    assert (file.state, file.rows, file.step_min, file.findings) == ("checked", 24, 30, [])
    assert file.summary["queues"] == {
        "general": {"intervals": 24, "offered": sum(range(36, 60)), "first": "2026-11-16", "last": "2026-11-16", "minutes": 30}
    }
    assert not HistoryInterval.objects.exists()


def test_storing_makes_history_in_utc_of_the_centres_clock(check: Check, store, queues, planner, now) -> None:
    file = check(csv(day()))
    done = store(file)
    assert (done.added, done.replaced, done.unchanged) == (24, 0, 0)
    first = HistoryInterval.objects.order_by("start").first()
    assert first is not None
    assert (first.queue, first.start, first.minutes, first.offered, first.aht_s) == (
        queues[0],
        datetime(2026, 11, 16, 0, 0, tzinfo=UTC),
        30,
        36,
        180.0,
    )
    file.refresh_from_db()
    assert (file.state, file.stored_by, file.stored_at, file.content) == ("stored", planner, now, None)


def test_a_file_is_stored_once(check: Check, store) -> None:
    file = check(csv(day()))
    store(file)
    with pytest.raises(MovedMeanwhile):
        store(file)
    with pytest.raises(MovedMeanwhile):
        history_files.discard(file=file)
    assert HistoryInterval.objects.count() == 24


def test_a_discarded_file_loses_its_bytes_keeps_its_report_and_cannot_be_stored(check: Check, store) -> None:
    file = check(csv([*day(), ["2026-11-16 20:00", "general", -5, 100]]))
    history_files.discard(file=file)
    file.refresh_from_db()
    assert (file.state, file.content, codes(file)) == ("discarded", None, {"history.negative"})
    with pytest.raises(MovedMeanwhile):
        store(file)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.empty"),
        (b"start,calls\n", "tables.header_only"),
        (b"day,weather\n2026-11-16,rain\n", "tables.missing_column"),
        (b"\xff\xfe\x00\xd8\x00", "tables.undecodable"),
        (b"PK\x03\x04 no workbook", "tables.broken_workbook"),
        (b"start,calls\nyesterday,4\n", "history.unreadable_time"),
    ],
)
def test_of_a_file_that_cannot_be_read_nothing_is_kept(check: Check, data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(data)
    assert refused.value.code == code
    assert not HistoryFile.objects.exists()


def test_gb18030_is_read(check: Check) -> None:
    text = "开始时间,队列,来电量\n" + "".join(f"2026-11-16 {hour:02d}:00,账务,{hour}\n" for hour in range(8, 20))
    assert check(text.encode("gb18030")).summary["queues"]["billing"]["intervals"] == 12


def test_queues_are_known_by_code_and_by_either_name(check: Check) -> None:
    rows = [row for queue in ("GENERAL", "账务", "cards") for row in day(queue=queue)]
    assert set(check(csv(rows)).summary["queues"]) == {"general", "billing", "cards"}


def test_an_unknown_queue_is_an_error_at_its_first_row_and_nothing_can_be_stored(check: Check, store) -> None:
    file = check(csv([*day(), *day(queue="大客户")]))
    found = [finding for finding in file.findings if finding["code"] == "history_file.unknown_queue"]
    assert [(finding["row"], finding["facts"]["name"]) for finding in found] == [(26, "大客户")]
    assert file.summary["unknown"] == ["大客户"]
    with pytest.raises(HasErrors):
        store(file)
    assert not HistoryInterval.objects.exists()


def test_once_the_planner_says_which_queue_is_meant_the_file_can_be_stored(check: Check, store) -> None:
    file = check(csv([*day(), *day(queue="大客户")]))
    mapped = history_files.recheck(file=file, options=Options(queues={"大客户": "cards"}))
    assert mapped.findings == []
    assert store(mapped).added == 48


def test_a_queue_can_be_left_out(check: Check, store) -> None:
    file = history_files.recheck(file=check(csv([*day(), *day(queue="大客户")])), options=Options(queues={"大客户": LEFT_OUT}))
    assert store(file).added == 24
    assert set(HistoryInterval.objects.values_list("queue__code", flat=True)) == {"general"}


def test_a_file_without_queues_asks_which_one_it_is(check: Check, store) -> None:
    data = csv(day(queue=None), WITHOUT_QUEUE)
    file = check(data)
    assert codes(file) == {"history_file.no_queue"}
    with pytest.raises(HasErrors):
        store(file)
    chosen = history_files.recheck(file=file, options=Options(queue="billing"))
    assert chosen.findings == []
    assert set(chosen.summary["queues"]) == {"billing"}


def test_a_file_without_queues_can_be_split_by_shares_and_says_so(check: Check, store) -> None:
    file = check(csv(day(queue=None), WITHOUT_QUEUE), options=Options(shares={"general": 0.5, "billing": 0.5}))
    store(file)
    total = sum(HistoryInterval.objects.values_list("offered", flat=True))
    assert total == sum(range(36, 60))
    assert file.generated == "queue"


def test_shares_that_do_not_add_up_are_refused_and_the_old_report_stays(check: Check) -> None:
    file = check(csv(day(queue=None), WITHOUT_QUEUE))
    with pytest.raises(SharesDoNotAddUp):
        history_files.recheck(file=file, options=Options(shares={"general": 0.5}))
    file.refresh_from_db()
    assert codes(file) == {"history_file.no_queue"}


def test_a_file_with_errors_is_refused_whole_and_stored_without_their_rows_only_if_told(check: Check, store) -> None:
    bad = [*day(), ["2026-11-17 09:00", "general", -4, 180], ["2026-11-17 09:30", "general", "viele", 180]]
    file = check(csv(bad))
    assert {(one["code"], one["row"]) for one in file.findings if one["severity"] == "error"} == {
        ("history.negative", 26),
        ("history.unreadable_number", 27),
    }
    with pytest.raises(HasErrors) as refused:
        store(file)
    assert refused.value.facts["count"] == 2
    assert not HistoryInterval.objects.exists()
    assert store(file, leave_out=True).added == 24


def test_of_a_file_with_nothing_usable_nothing_is_stored_even_if_told_to_leave_rows_out(check: Check, store) -> None:
    file = check(csv(day(queue="大客户")))
    with pytest.raises(NothingToStore):
        store(file, leave_out=True)
    file.refresh_from_db()
    assert file.state == "checked"


def test_the_same_file_again_changes_nothing(check: Check, store) -> None:
    store(check(csv(day())))
    before = list(HistoryInterval.objects.order_by("pk").values_list("pk", "replaced_by"))
    done = store(check(csv(day())))
    assert (done.added, done.replaced, done.unchanged) == (0, 0, 24)
    assert list(HistoryInterval.objects.order_by("pk").values_list("pk", "replaced_by")) == before


def test_other_values_for_stored_intervals_are_refused_unless_they_shall_replace_and_the_old_ones_are_kept(check: Check, store) -> None:
    first = check(csv(day()))
    store(first)
    second = check(csv(day(count=30)))
    with pytest.raises(AlreadyThere) as refused:
        store(second)
    assert refused.value.facts["count"] == 24
    assert "2026-11-16 08:00" in str(refused.value)
    done = store(second, replace=True)
    assert (done.added, done.replaced) == (24, 24)
    assert HistoryInterval.objects.current().count() == 24
    assert set(HistoryInterval.objects.current().values_list("file", flat=True)) == {second.pk}
    assert set(HistoryInterval.objects.exclude(replaced_by=None).values_list("file", "replaced_by")) == {(first.pk, second.pk)}


def test_an_interval_of_another_length_that_shares_minutes_is_a_contradiction(check: Check, store) -> None:
    store(check(csv(day())))
    quarters = [[f"2026-11-16 {9 + n // 4:02d}:{15 * (n % 4):02d}", "general", 5, 100] for n in range(8)]
    file = check(csv(quarters))
    assert file.step_min == 15
    with pytest.raises(AlreadyThere):
        store(file)
    assert store(file, replace=True).replaced == 4
    assert HistoryInterval.objects.current().count() == 28


def test_other_queues_and_other_days_do_not_contradict(check: Check, store) -> None:
    store(check(csv(day())))
    store(check(csv(day(queue="billing", count=99))))
    store(check(csv(day(MONDAY + timedelta(days=1), count=99))))
    assert HistoryInterval.objects.current().count() == 72


def test_local_times_that_never_were_are_errors_and_the_rest_is_stored_in_the_right_hour(check: Check, store, settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    rows: list[list[object]] = [[f"2026-03-29 {hour:02d}:00", "general", hour + 1, 60] for hour in range(24)]
    file = check(csv(rows))
    assert [(one["code"], one["row"]) for one in file.findings if one["severity"] == "error"] == [("history.clock_forward", 4)]
    store(file, leave_out=True)
    starts = set(HistoryInterval.objects.values_list("start", flat=True))
    assert len(starts) == 23
    assert starts == {datetime(2026, 3, 28, 23, tzinfo=UTC) + timedelta(hours=hour) for hour in range(23)}


def test_remarks_name_the_queue_and_come_errors_first(check: Check) -> None:
    rows = [*day(), ["2026-11-16 20:00", "general", -5, 100], ["2026-11-16 08:00", "general", 36, 180]]
    lines = remarks.read(check(csv(rows)).findings, names={"general": "通用"})
    assert [line.severity for line in lines] == sorted((line.severity for line in lines), key=["error", "warning"].index)
    assert lines[0].row == 26
    assert "通用" in lines[0].text


def test_a_report_keeps_its_first_thousands_and_counts_all(check: Check) -> None:
    rows = [[f"2026-{1 + n // 600:02d}-{1 + n % 25:02d} {8 + n % 24 // 2:02d}:{30 * (n % 2):02d}", "general", -1, 60] for n in range(6000)]
    file = check(csv([*day(), *rows]))
    assert len(file.findings) == remarks.MOST_KEPT
    assert file.summary["counts"]["error"] == 6000


@pytest.mark.slow
def test_fifty_thousand_rows_are_checked_and_stored_in_thirty_seconds(check: Check, store) -> None:
    """UX 48 asks 5 000 rows in ten; the time of the processor, so that a busy machine does not fail it."""
    rows = [row for queue in ("general", "billing", "cards") for row in day(date(2024, 1, 1), days=695, queue=queue)]
    assert len(rows) > 50_000
    data, begin = csv(rows), process_time()
    done = store(check(data))
    assert done.added == len(rows)
    assert process_time() - begin < 30


def test_what_cannot_be_trusted_is_proposed_as_soon_as_a_file_is_stored(check: Check, store) -> None:
    rows = [row for row in day(MONDAY - timedelta(days=56), days=56) if row[0] < "2026-11-04 10" or row[0] > "2026-11-04 13"]
    lost = [[f"2026-11-04 {hour:02d}:{minute:02d}", "general", 0, None] for hour in (10, 11, 12) for minute in (0, 30)]
    store(check(csv([*rows, *lost])), leave_out=True)
    assert list(HistoryMark.objects.values_list("queue__code", "kind", "left_out")) == [("general", "outage", False)]
