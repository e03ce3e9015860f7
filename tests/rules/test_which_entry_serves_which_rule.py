"""Each rule of the requirements is served by the policy entries that its text asks for (P-01), written down one by one."""

from __future__ import annotations

import pytest

from zuoxi.rules.rulebook import RULES, serving

SERVES = {
    "F-01": {
        "staffing.phone_service_level",
        "staffing.phone_threshold_s",
        "staffing.phone_report_threshold_s",
        "staffing.phone_max_abandon",
        "staffing.phone_max_occupancy",
        "staffing.chat_service_level",
        "staffing.chat_threshold_s",
        "staffing.chat_max_abandon",
        "staffing.chat_max_occupancy",
        "staffing.email_response_h",
        "staffing.ticket_response_h",
        "staffing.on_site_response_min",
    },
    "F-06": {"staffing.phone_patience_s", "staffing.chat_patience_s", "staffing.chat_concurrency", "staffing.deferred_occupancy"},
    "F-08": {
        "staffing.leave_share",
        "staffing.training_share",
        "staffing.meeting_share",
        "staffing.break_share",
        "staffing.absence_share",
        "staffing.min_paid_h",
    },
    "F-09": {"staffing.overtime_weekday", "staffing.overtime_rest_day", "staffing.overtime_holiday", "staffing.night_h"},
    "F-03": {"history.most_offered", "history.longest_aht_s", "history.open_share", "forecast.opening_weeks"},
    "F-13": {
        "roster.rest_h",
        "roster.max_consecutive_days",
        "roster.max_nights",
        "roster.max_consecutive_nights",
        "roster.recovery_days",
        "roster.least_contract_share",
        "roster.needs_lead",
        "roster.tail_days",
        "roster.fairness_days",
        "roster.under",
        "roster.over",
        "roster.lead",
        "roster.fairness",
        "roster.stability",
        "roster.team",
    },
    "X-03": {"roster.max_week_h", "roster.days_off_a_week", "roster.overtime_h"},
    "X-08": {"roster.change", "roster.near_days", "roster.near_factor"},
    "O-01": {"organisation.least", "organisation.most"},
    "O-10": {"roster.probation_nights"},
}
NONE = ["F-05", "F-10", "F-11", "F-14", "F-15", "O-02", "O-04", "R-01", "R-05", "X-07"]


@pytest.mark.parametrize("rule", SERVES)
def test_the_entries_of_a_rule(rule: str) -> None:
    """Areas that come later may add to a rule; none of these may leave it."""
    assert SERVES[rule] <= {f"{area.name}.{entry.name}" for area, entry in serving(rule)}


@pytest.mark.parametrize("rule", NONE)
def test_a_rule_without_numbers_is_served_by_none(rule: str) -> None:
    assert serving(rule) == ()
    assert rule in {one.id for one in RULES}
