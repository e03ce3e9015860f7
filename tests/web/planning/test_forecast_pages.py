"""Forecast pages: asked for, drawn at three zooms, changed by layers, frozen, handed out, compared with what came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, client_of
from tests.web.planning import world
from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.core.tables import read_table
from zuoxi.planning.models import Forecast, HistoryInterval, Layer, Snapshot

pytestmark = pytest.mark.django_db
LAYER = {"measure": "volume", "operation": "percent", "amount": "50", "first_day": "2026-11-24", "reason": "账单日"}


def page(cast: Cast, forecast: Forecast, **query: str):
    return client_of(cast.chen).get(reverse("planning:forecast", args=[forecast.pk]), query)


def test_a_planner_asks_and_the_worker_makes_a_forecast_to_which_the_job_leads(cast: Cast, django_capture_on_commit_callbacks) -> None:
    world.history(cast)
    client = client_of(cast.chen)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("planning:forecast-new"), {"first_day": "2026-11-23", "weeks": "2", "queues": [world.queue(cast).pk]})
    assert response.headers["Location"] == reverse("planning:forecasts")
    job = Job.objects.get()
    assert f"job-{job.pk}" in client.get(reverse("planning:forecasts")).content.decode()
    jobs.perform.call(job.pk)
    forecast = Forecast.objects.get()
    assert (forecast.first_day, forecast.days) == (world.MONDAY, 14)
    told = client.get(reverse("shell:job", args=[job.pk]), headers={"HX-Request": "true"})
    assert told.headers["HX-Redirect"] == reverse("planning:forecast", args=[forecast.pk])
    assert page(cast, forecast).status_code == 200


def test_the_form_proposes_the_monday_after_the_history_and_its_queues(cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-22 12:00 +0800")
    world.history(cast, weeks=4)
    form = client_of(cast.chen).get(reverse("planning:forecast-new")).context["form"]
    assert form.initial == {"first_day": world.MONDAY, "queues": [world.queue(cast)]}


@pytest.mark.parametrize(
    ("change", "words"),
    [({"weeks": "0"}, "1"), ({"weeks": "27"}, "26"), ({"queues": []}, "请至少选择一个队列"), ({"first_day": "soon"}, "2026-03-08")],
)
def test_a_wrong_question_is_answered_beside_its_field(cast: Cast, change: dict[str, str], words: str) -> None:
    data = {"first_day": "2026-11-23", "weeks": "2", "queues": [world.queue(cast).pk], **change}
    response = client_of(cast.chen).post(reverse("planning:forecast-new"), data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Job.objects.exists()


def test_a_second_forecast_at_once_is_refused_in_words(cast: Cast) -> None:
    world.history(cast)
    client, data = client_of(cast.chen), {"first_day": "2026-11-23", "weeks": "2", "queues": [world.queue(cast).pk]}
    assert [client.post(reverse("planning:forecast-new"), data).status_code for _ in range(2)] == [302, 422]


def test_a_job_that_came_to_nothing_is_shown_for_a_day(cast: Cast) -> None:
    now = timezone.now()
    job = Job.objects.create(kind="planning.forecast", about="forecast:1", asked_by=cast.chen, asked_at=now, state=JobState.CANCELLED, ended_at=now)
    client = client_of(cast.chen)
    assert client.get(reverse("planning:forecasts")).context["job"] == job
    assert client_of(cast.zhou).get(reverse("planning:forecasts")).context["job"] is None
    Job.objects.update(ended_at=now - timedelta(days=2))
    assert client.get(reverse("planning:forecasts")).context["job"] is None


def test_the_days_are_drawn_with_bands_and_weekends_are_gaps(cast: Cast) -> None:
    chart = page(cast, world.forecast(cast)).context["chart"]
    line = chart["series"][0]
    assert len(chart["x"]) == 14
    assert line["values"][:7] == [480, 480, 480, 480, 480, None, None]
    assert [band["lo"][0] for band in line["bands"]] == [384, 288]
    assert [band["hi"][0] for band in line["bands"]] == [576, 672]


def test_intervals_are_drawn_for_one_week_and_only_the_hours_that_are_ever_open(cast: Cast) -> None:
    forecast = world.forecast(cast)
    context = page(cast, forecast, by="interval", week="2026-12-03").context
    assert (context["weeks"]["first"], context["weeks"]["after"]) == (world.MONDAY + timedelta(days=7), "")
    assert len(context["chart"]["x"]) == 7 * 24
    assert context["chart"]["x"][0].endswith("08:00")
    assert context["chart"]["series"][0]["values"][0] == 20


def test_weeks_are_sums_of_their_days(cast: Cast) -> None:
    chart = page(cast, world.forecast(cast), by="week").context["chart"]
    assert chart["x"] == ["2026-11-23", "2026-11-30"]
    assert chart["series"][0]["values"] == [2400, 2400]


@pytest.mark.parametrize("query", [{"queue": "nope"}, {"by": "year"}, {"by": "interval", "week": "1999-01-01"}, {"by": "interval", "week": "x"}])
def test_nonsense_in_the_address_falls_back(cast: Cast, query: dict[str, str]) -> None:
    context = page(cast, world.forecast(cast), **query).context
    assert context["view"].queue == "card"
    assert context["chart"]["series"][0]["values"]


def test_methods_are_compared_best_first_with_the_chosen_and_the_baseline_marked(cast: Cast) -> None:
    response = page(cast, world.forecast(cast))
    lines = response.context["methods"]
    assert [(line["method"], line["chosen"], line["is_baseline"]) for line in lines] == [
        ("decomposition", True, False),
        ("seasonal_naive", False, True),
    ]
    assert lines[0]["gain"] == pytest.approx(1 - 9 / 14)
    assert "季节分解" in response.content.decode()


def test_a_layer_changes_the_line_and_says_by_how_much(cast: Cast) -> None:
    forecast = world.forecast(cast)
    client = client_of(cast.chen)
    here = reverse("planning:forecast", args=[forecast.pk]) + "?by=week"
    response = client.post(reverse("planning:layer-add", args=[forecast.pk]), {**LAYER, "next": here})
    assert response.headers["Location"] == f"{here}#layers"
    context = page(cast, forecast).context
    with_layers, without = context["chart"]["series"]
    assert (with_layers["values"][1], without["values"][1], with_layers["values"][2]) == (720, 480, 480)
    assert [(line["what"], line["effect"]) for line in context["layers"]] == [("+50%", pytest.approx(240))]
    assert context["figures"][1][1] == "+5.0%"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"amount": ""}, "amount"),
        ({"amount": "-101"}, "amount"),
        ({"first_day": "2027-05-01"}, "first_day"),
        ({"last_day": "2026-11-01"}, "last_day"),
        ({"operation": "square"}, "operation"),
    ],
)
def test_a_wrong_layer_is_refused_beside_its_field_and_keeps_what_was_entered(cast: Cast, change: dict[str, str], field: str) -> None:
    forecast = world.forecast(cast)
    response = client_of(cast.chen).post(reverse("planning:layer-add", args=[forecast.pk]), {**LAYER, **change})
    assert response.status_code == 422
    assert set(response.context["layer_form"].errors) == {field}
    assert '<details class="layer-new" open>' in response.content.decode()
    assert not Layer.objects.exists()


def test_a_layer_is_switched_removed_and_put_back_from_the_page(cast: Cast) -> None:
    layer = world.layer(cast)
    client = client_of(cast.chen)

    def total() -> float:
        return sum(value or 0 for value in page(cast, layer.forecast).context["chart"]["series"][0]["values"])

    with_layer = total()
    client.post(reverse("planning:layer-switch", args=[layer.pk]), {"on": "0"})
    assert total() < with_layer
    client.post(reverse("planning:layer-switch", args=[layer.pk]), {"on": "1"})
    client.post(reverse("planning:layer-remove", args=[layer.pk]))
    assert total() < with_layer
    assert [one.pk for one, _text in page(cast, layer.forecast).context["removed"]] == [layer.pk]
    client.post(reverse("planning:layer-put-back", args=[layer.pk]))
    assert total() == with_layer
    assert client.post(reverse("planning:layer-put-back", args=[layer.pk])).status_code == 409


def test_a_layer_leads_back_only_to_addresses_of_ours(cast: Cast) -> None:
    forecast = world.forecast(cast)
    response = client_of(cast.chen).post(reverse("planning:layer-add", args=[forecast.pk]), {**LAYER, "next": "https://evil.example/"})
    assert response.headers["Location"].startswith(reverse("planning:forecast", args=[forecast.pk]))


def test_freezing_keeps_the_layers_and_lists_the_snapshot(cast: Cast) -> None:
    layer = world.layer(cast)
    client_of(cast.chen).post(reverse("planning:forecast-freeze", args=[layer.forecast_id]), {"remark": "发布版"})
    snapshot = Snapshot.objects.get()
    assert (snapshot.remark, [told["reason"] for told in snapshot.layers]) == ("发布版", ["账单日"])
    assert "发布版" in page(cast, layer.forecast).content.decode()
    assert client_of(cast.chen).post(reverse("planning:forecast-freeze", args=[layer.forecast_id]), {"remark": "字" * 201}).status_code == 422


def test_the_csv_holds_every_open_interval_with_its_layers(cast: Cast) -> None:
    layer = world.layer(cast)
    content = client_of(cast.wu).get(reverse("planning:forecast-csv", args=[layer.forecast_id])).content
    assert content.startswith(b"\xef\xbb\xbfqueue,start,volume,lo80,hi80,lo95,hi95,aht_s")
    rows = [row.cells for row in read_table(content).rows]
    assert len(rows) == 10 * 24
    assert rows[0] == ("card", "2026-11-23 08:00:00", "20", "16", "24", "12", "28", "180")
    assert next(row for row in rows if row[1] == "2026-11-24 09:00:00")[2] == "25"


def test_the_workbook_has_the_same_numbers_and_the_layers(cast: Cast) -> None:
    layer = world.layer(cast)
    content = client_of(cast.wu).get(reverse("planning:forecast-xlsx", args=[layer.forecast_id])).content
    assert len(read_table(content).rows) == 10 * 24
    assert "账单日" in read_table(content, sheet="调整层").rows[0].cells


def test_a_snapshot_is_compared_once_something_came(cast: Cast) -> None:
    snapshot = world.snapshot(cast)
    client, url = client_of(cast.sun), reverse("planning:snapshot", args=[snapshot.pk])
    assert "还没有实际话务" in client.get(url).content.decode()
    source = world.file(cast, "stored")
    HistoryInterval.objects.bulk_create(
        HistoryInterval(queue=world.queue(cast), start=world.local(world.MONDAY, minute), minutes=30, offered=25, file=source)
        for minute in range(480, 1200, 30)
    )
    context = client.get(url, {"queue": "card", "day": "2026-11-23"}).context
    assert context["chosen"].horizons[1].wape == pytest.approx(0.2)
    assert context["day_chart"]["series"][0]["values"][0] == 600
    assert context["interval_chart"]["series"][0]["values"] == [25.0] * 24
    rows = read_table(client.get(reverse("planning:snapshot-export", args=[snapshot.pk])).content).rows
    assert rows[0].cells == ("card", "2026-11-23 08:00:00", "20", "25")


def test_in_english_the_page_speaks_english(cast: Cast) -> None:
    html = client_of(cast.chen, language="en").get(reverse("planning:forecast", args=[world.layer(cast).forecast_id])).content.decode()
    assert "Methods compared" in html
    assert "decomposition by seasons" in html
    assert "Cards" in html
