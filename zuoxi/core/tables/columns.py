"""Columns are found by name, Chinese or English, whatever their order, case and spaces."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zuoxi.core.tables.table import plain
from zuoxi.engine.finding import Refusal


def find_columns(header: tuple[str, ...], wanted: Mapping[str, Collection[str]], *, optional: Collection[str] = ()) -> dict[str, int]:
    """For each field of `wanted` the index of the column that has one of its names; fields in `optional` may be missing from the answer.

    Refuses `tables.missing_column` (facts `field`, `names`) and `tables.ambiguous_column` when two columns could be meant.
    """
    places: dict[str, int] = {}
    for field, names in wanted.items():
        known = {plain(name) for name in names}
        hits = [index for index, name in enumerate(header) if name and plain(name) in known]
        if len(hits) > 1:
            raise Refusal("tables.ambiguous_column", field=field, names=", ".join(header[index] for index in hits))
        if hits:
            places[field] = hits[0]
        elif field not in optional:
            raise Refusal("tables.missing_column", field=field, names=", ".join(names), header=", ".join(filter(None, header)))
    return places
