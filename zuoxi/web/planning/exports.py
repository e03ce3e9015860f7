"""Files that planning hands out: reports, templates, forecasts, requirements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import numpy as np
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zuoxi.acd.models import Queue
from zuoxi.core.tables import Cell, Sheet, csv_bytes, xlsx_bytes
from zuoxi.planning import requirement_facts
from zuoxi.planning.accuracy import Comparison
from zuoxi.planning.effects import Shown
from zuoxi.planning.grid import Grid, local
from zuoxi.planning.models import Forecast, Layer, Requirement, RequirementSeries, Snapshot
from zuoxi.planning.remarks import Remark
from zuoxi.web.planning import labels

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, name: str) -> HttpResponse:
    """A file to save, its kind told by its name."""
    media = CSV if name.endswith(".csv") else XLSX
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": content_disposition_header(True, name)})


def remarks_csv(lines: Iterable[Remark]) -> bytes:
    """A check report: row, column, kind, what is wrong."""
    header = [_("Row"), _("Column"), _("Kind"), _("What was found")]
    return csv_bytes(header, [[line.row, line.column, str(labels.SEVERITIES[line.severity][0]), line.text] for line in lines])


def history_template(queues: Sequence[Queue], *, day: date) -> bytes:
    """A workbook with the columns that are understood and one example row a queue."""
    header = [
        pgettext("file column", "start"),
        pgettext("file column", "queue"),
        pgettext("file column", "calls"),
        pgettext("file column", "handled"),
        pgettext("file column", "abandoned"),
        pgettext("file column", "aht_s"),
    ]
    start = datetime(day.year, day.month, day.day, 8, 30)  # noqa: DTZ001 - wall clock of the file
    rows: list[list[Cell | int]] = [[start, str(queue), 42, 40, 2, 185] for queue in queues]
    return xlsx_bytes([Sheet(_("History"), header, rows, (18, 16, 10, 10, 10, 10))])


FORECAST = ("queue", "start", "volume", "lo80", "hi80", "lo95", "hi95", "aht_s")
"""The columns of a forecast, as `zuoxi forecast` writes them."""


def forecast_rows(forecast: Forecast, shown: Iterable[Shown]) -> Iterator[list[Cell | int]]:
    """A row for each open interval, with the layers that are on."""
    slots = Grid.of(forecast)
    for one in shown:
        columns = [getattr(one.adjusted, name).ravel() for name in FORECAST[2:]]
        for number in np.flatnonzero(~np.isnan(one.adjusted.volume.ravel())):
            values = [None if np.isnan(column[number]) else round(float(column[number]), 3) for column in columns]
            yield [one.row.queue.code, slots.clock(int(number)), *values]


def forecast_csv(forecast: Forecast, shown: Iterable[Shown]) -> bytes:
    return csv_bytes(FORECAST, forecast_rows(forecast, shown))


def forecast_xlsx(forecast: Forecast, shown: Iterable[Shown], layers: Iterable[Layer]) -> bytes:
    """The forecast, and its layers on a second sheet."""
    header = [_("Queue"), _("What"), _("How"), _("By or to"), _("From"), _("Until"), _("Reason"), _("Author"), _("Counts")]
    lines: list[list[Cell | int]] = [
        [
            str(layer.queue or _("all queues")),
            layer.get_measure_display(),
            layer.get_operation_display(),
            layer.amount,
            local(layer.start),
            local(layer.end),
            layer.reason,
            layer.author.name,
            _("yes") if layer.is_on else _("no"),
        ]
        for layer in layers
    ]
    return xlsx_bytes(
        [Sheet(_("Forecast"), FORECAST, forecast_rows(forecast, shown), (12, 18)), Sheet(_("Layers"), header, lines, (12, 12, 14, 10, 18, 18, 30))]
    )


def comparison_csv(snapshot: Snapshot, compared: Iterable[Comparison]) -> bytes:
    """Queue, start, forecast, came."""
    slots = Grid.of(snapshot.forecast)
    rows: list[list[Cell | int]] = []
    for one in compared:
        said, came = one.said.ravel(), one.came.ravel()
        for number in np.flatnonzero(~np.isnan(said) | ~np.isnan(came)):
            values = [None if np.isnan(column[number]) else round(float(column[number]), 3) for column in (said, came)]
            rows.append([one.queue.code, slots.clock(int(number)), *values])
    return csv_bytes(["queue", "start", "forecast", "came"], rows)


REQUIREMENT = ("queue", "start", "required", "net", "gross", "contacts", "service_level", "occupancy")
"""The columns of a requirement; `required` (seated heads) is what `zuoxi roster solve` reads."""


def requirement_rows(requirement: Requirement, rows: Iterable[RequirementSeries]) -> Iterator[list[Cell | int]]:
    """A row for each interval that needs anybody."""
    slots = Grid.of(requirement.snapshot.forecast)
    for row in rows:
        curve = requirement_facts.curve(requirement, row)
        heads = [curve.seated.ravel(), curve.net.ravel(), curve.gross.ravel()]
        shares = [curve.contacts.ravel(), curve.service_level.ravel(), curve.occupancy.ravel()]
        for number in np.flatnonzero(heads[2] > 0):
            told = [None if np.isnan(column[number]) else round(float(column[number]), 4) for column in shares]
            yield [row.queue.code, slots.clock(int(number)), *(int(column[number]) for column in heads), *told]


def requirement_csv(requirement: Requirement, rows: Iterable[RequirementSeries]) -> bytes:
    return csv_bytes(REQUIREMENT, requirement_rows(requirement, rows))


def requirement_xlsx(requirement: Requirement, rows: Sequence[RequirementSeries]) -> bytes:
    """Heads by interval, and a second sheet with a line a day and queue."""
    header = [_("Queue"), _("Day"), _("Contacts"), _("Peak"), _("Hours rostered"), _("Hours paid"), _("Service level"), _("Occupancy"), _("Cost")]
    lines: list[list[Cell | int]] = []
    for row in rows:
        curve = requirement_facts.curve(requirement, row)
        for line in requirement_facts.day_lines(requirement, curve, [row.queue.code]):
            figures = [round(line.contacts, 1), line.peak, line.seated_h, line.gross_h, line.service_level, line.occupancy, line.money]
            lines.append([str(row.queue), line.day.isoformat(), *figures])
    sheets = [Sheet(_("Requirement"), REQUIREMENT, requirement_rows(requirement, rows), (12, 18)), Sheet(_("By day"), header, lines, (14, 12))]
    return xlsx_bytes(sheets)
