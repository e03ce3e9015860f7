"""The values of a centre (P-01): by area and entry what differs from the shipped defaults, checked, compared, built into policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zuoxi.engine.finding import Refusal
from zuoxi.rules.areas import AREAS, Area, area
from zuoxi.rules.policy import Entry, faults, from_values

Values = Mapping[str, Mapping[str, Any]]
"""Area to entry to value, as files and the database hold them."""
Faults = dict[tuple[str, str], Refusal]
"""What is wrong, by area and entry; the entry is empty where the area itself is not known."""


@dataclass(frozen=True)
class Difference:
    """One entry that two sets of values tell differently; the values are plain."""

    area: Area
    entry: Entry
    old: Any
    new: Any


def wrong(values: Mapping[str, Any]) -> Faults:
    """Everything that is wrong with the values, all at once."""
    found: Faults = {}
    names = {one.name for one in AREAS}
    for name, told in values.items():
        if name not in names:
            found[name, ""] = Refusal("policy.unknown_area", area=name, known=", ".join(one.name for one in AREAS))
        elif not isinstance(told, Mapping):
            found[name, ""] = Refusal("policy.not_an_area", area=name)
        else:
            found |= {(name, entry): refusal for entry, refusal in faults(area(name).kind, told).items()}
    return found


def value(values: Values, place: Area, entry: Entry) -> Any:
    """The plain value of an entry: what is told, else the shipped default."""
    default = entry.plain(entry.default)
    return values.get(place.name, {}).get(entry.name, default)


def trimmed(values: Values) -> dict[str, dict[str, Any]]:
    """Only what differs from the shipped defaults, written as it is stored. The values must be right."""
    found: dict[str, dict[str, Any]] = {}
    for one in AREAS:
        for entry in one.entries:
            told = values.get(one.name, {})
            if entry.name in told and (read := entry.shape.read(told[entry.name])) != entry.default:
                found.setdefault(one.name, {})[entry.name] = entry.plain(read)
    return found


def usable(values: Values) -> dict[str, dict[str, Any]]:
    """The values without those that are wrong, so that a version stored before bounds were narrowed keeps working, with the defaults in their place.

    Where what is left still clashes, the whole area is as shipped."""
    bad = wrong(values)
    kept = {name: {entry: v for entry, v in told.items() if (name, entry) not in bad} for name, told in values.items() if (name, "") not in bad}
    still = {name for name, _ in wrong(kept)} if bad else set()
    return trimmed({name: told for name, told in kept.items() if name not in still})


def policy_of(values: Values, kind: type[Any]) -> Any:
    """The checked policy of a class."""
    name = next(one.name for one in AREAS if one.kind is kind)
    return from_values(kind, values.get(name, {}))


def differences(old: Values, new: Values) -> Iterator[Difference]:
    """Every entry that differs, in the order of the areas."""
    for one in AREAS:
        for entry in one.entries:
            before, after = value(old, one, entry), value(new, one, entry)
            if before != after:
                yield Difference(one, entry, before, after)


def carried_over(*, base: Values, mine: Values, onto: Values) -> dict[str, dict[str, Any]]:
    """What `mine` changed against `base`, done again to `onto`: a draft moved onto a version that came in between."""
    moved = {name: dict(told) for name, told in onto.items()}
    for one in differences(base, mine):
        moved.setdefault(one.area.name, {})[one.entry.name] = one.new
    return trimmed(moved)
