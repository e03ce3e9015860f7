"""What a found roster would change of its origin: offered, taken over as one step, and nobody's own edit is ever overwritten (R23)."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.roster.builders import NOW, put, shown
from zuoxi.roster import cells, offers, versions
from zuoxi.roster.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(draft: Version, cast: Cast) -> tuple[Version, Version]:
    """A draft with one early shift, and a version made from it that moves the shift and adds one."""
    put(draft, cast.chen, (cast.lin, 0, "早"))
    found = versions.copy(version=draft, by=cast.chen, now=NOW)
    put(found, cast.chen, (cast.lin, 0, None), (cast.lin, 1, "早"), (cast.zhao, 2, "晚"))
    draft.refresh_from_db()
    Version.objects.filter(pk=found.pk).update(solve={"base_revision": draft.revision})
    found.refresh_from_db()
    return draft, found


def changed(offer: offers.Offer) -> set[tuple[str, str | None, str | None]]:
    return {(one.person.name, one.before, one.after) for one in offer.changes}


def test_every_cell_that_differs_is_offered_with_what_it_was_and_would_be(pair: tuple[Version, Version], cast: Cast) -> None:
    offer = offers.offer(pair[1])
    assert (offer.origin, offer.into, offer.kept) == (pair[0], pair[0], ())
    assert changed(offer) == {("林静", "早", None), ("林静", None, "早"), (cast.zhao.name, None, "晚")}


def test_taking_over_makes_the_origin_the_found_roster_in_one_step(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    before = origin.edits.count()
    offers.take_over(version=found, by=cast.chen, now=NOW)
    assert shown(origin) == shown(found) == {("林静", 1): "早", (cast.zhao.name, 2): "晚"}
    origin.refresh_from_db()
    assert origin.edits.count() == before + 1
    assert offers.offer(found).changes == ()


def test_the_step_can_be_undone(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    offers.take_over(version=found, by=cast.chen, now=NOW)
    origin.refresh_from_db()
    cells.undo(version=origin, by=cast.chen, now=NOW)
    assert shown(origin) == {("林静", 0): "早"}


def test_a_cell_edited_since_the_search_began_is_kept_and_said(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    put(origin, cast.chen, (cast.lin, 1, "夜"))
    offer = offers.offer(found)
    assert {(one.person.name, one.before, one.after) for one in offer.kept} == {("林静", "夜", "早")}
    offers.take_over(version=found, by=cast.chen, now=NOW)
    assert shown(origin) == {("林静", 1): "夜", (cast.zhao.name, 2): "晚"}


def test_an_edit_that_came_to_the_same_is_no_difference(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    put(origin, cast.chen, (cast.lin, 1, "早"))
    offer = offers.offer(found)
    assert offer.kept == ()
    assert changed(offer) == {("林静", "早", None), (cast.zhao.name, None, "晚")}


def test_a_locked_cell_of_the_origin_stays(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    origin.assignments.filter(person=cast.lin).update(is_locked=True)
    offers.take_over(version=found, by=cast.chen, now=NOW)
    assert shown(origin)[("林静", 0)] == "早*"
    assert shown(origin)[(cast.zhao.name, 2)] == "晚"


def test_without_a_known_beginning_only_what_is_edited_from_now_on_counts_as_ones_own(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    Version.objects.filter(pk=found.pk).update(solve={})
    found.refresh_from_db()
    put(origin, cast.chen, (cast.lin, 1, "夜"))
    found = Version.objects.get(pk=found.pk)
    assert offers.offer(found).kept == ()


def test_a_version_from_nothing_offers_nothing_and_cannot_be_taken_over(draft: Version, cast: Cast) -> None:
    assert offers.offer(draft) == offers.Offer(None, None)
    with pytest.raises(offers.NothingToTakeOver):
        offers.take_over(version=draft, by=cast.chen, now=NOW)


def test_of_a_published_origin_the_difference_is_shown_but_it_is_not_touched(pair: tuple[Version, Version], cast: Cast) -> None:
    origin, found = pair
    Version.objects.filter(pk=origin.pk).update(state="published")
    found = Version.objects.get(pk=found.pk)
    offer = offers.offer(found)
    assert (offer.origin, offer.into) == (origin, None)
    assert len(offer.changes) == 3
    with pytest.raises(offers.NothingToTakeOver):
        offers.take_over(version=found, by=cast.chen, now=NOW)
    assert shown(origin) == {("林静", 0): "早"}
