"""The numbers that ship, one by one: a default of the rulebook changes on purpose or not at all (P-01)."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from zuoxi.rules.policy import Entry, entries

SHIPPED: tuple[tuple[str, str, str, Any, float | None, float | None, str, str], ...] = (
    # module, policy, entry, default, least, most, unit, rule
    ("forecast", "HistoryPolicy", "most_offered", 100000.0, 1, 10000000, "contacts", "F-03"),
    ("forecast", "HistoryPolicy", "longest_aht_s", 14400.0, 60, 86400, "s", "F-03"),
    ("forecast", "HistoryPolicy", "most_years", 10, 1, 50, "years", "F-03"),
    ("forecast", "HistoryPolicy", "open_share", 0.5, 0.05, 1.0, "share", "F-03"),
    ("forecast", "HistoryPolicy", "neighbour_weeks", 6, 1, 26, "weeks", "X-05"),
    ("forecast", "HistoryPolicy", "distrust_z", 6.0, 3.0, 20.0, "sigma", "X-05"),
    ("forecast", "HistoryPolicy", "low_share", 0.65, 0.0, 1.0, "share", "X-05"),
    ("forecast", "HistoryPolicy", "high_share", 1.5, 1.0, 10.0, "share", "X-05"),
    ("forecast", "HistoryPolicy", "least_difference", 20.0, 0.0, 10000.0, "contacts", "X-05"),
    ("forecast", "HistoryPolicy", "outage_share", 0.5, 0.0, 1.0, "share", "X-05"),
    ("forecast", "HistoryPolicy", "absent_share", 0.1, 0.0, 0.9, "share", "X-05"),
    ("forecast", "ForecastPolicy", "least_days", 14, 7, 56, "days", "F-04"),
    ("forecast", "ForecastPolicy", "mean_weeks", 4, 1, 26, "weeks", "F-04"),
    ("forecast", "ForecastPolicy", "weighted_weeks", 26, 2, 104, "weeks", "F-04"),
    ("forecast", "ForecastPolicy", "weighted_half_life", 6.0, 0.5, 52, "weeks", "F-04"),
    ("forecast", "ForecastPolicy", "shape_weeks", 26, 2, 104, "weeks", "F-04"),
    ("forecast", "ForecastPolicy", "shape_half_life", 12.0, 0.5, 52, "weeks", "F-04"),
    ("forecast", "ForecastPolicy", "opening_weeks", 6, 1, 26, "weeks", "F-03"),
    ("forecast", "ForecastPolicy", "level_step", 0.02, 0.0, 0.5, "share", "F-04"),
    ("forecast", "ForecastPolicy", "month_waves", 4, 0, 8, "waves", "F-04"),
    ("forecast", "ForecastPolicy", "backtest_origins", 8, 1, 52, "origins", "F-04"),
    ("forecast", "ForecastPolicy", "backtest_days", 28, 7, 91, "days", "F-04"),
    ("forecast", "ForecastPolicy", "members", 2, 2, 7, "methods", "F-04"),
    ("forecast", "ForecastPolicy", "aht_half_life", 4.0, 0.5, 52, "weeks", "F-04"),
    ("forecast", "ForecastPolicy", "aht_prior_contacts", 200.0, 1, 100000, "contacts", "F-04"),
    ("forecast", "ForecastPolicy", "spread", 4.0, 1.0, 100, "ratio", "F-04"),
    ("organisation", "SpanPolicy", "least", 12, 1, 100, "agents", "O-01"),
    ("organisation", "SpanPolicy", "most", 14, 1, 100, "agents", "O-01"),
    ("rostering", "RosterPolicy", "rest_h", 11.0, 8, 24, "h", "F-13"),
    ("rostering", "RosterPolicy", "max_week_h", 40.0, 1, 60, "h", "X-03"),
    ("rostering", "RosterPolicy", "days_off_a_week", 1, 0, 3, "days", "X-03"),
    ("rostering", "RosterPolicy", "max_consecutive_days", 6, 1, 12, "days", "F-13"),
    ("rostering", "RosterPolicy", "max_nights", 8, 0, 31, "nights", "F-13"),
    ("rostering", "RosterPolicy", "max_consecutive_nights", 3, 1, 7, "nights", "F-13"),
    ("rostering", "RosterPolicy", "recovery_days", 1, 0, 3, "days", "F-13"),
    ("rostering", "RosterPolicy", "least_contract_share", 0.8, 0, 1, "share", "F-13"),
    ("rostering", "RosterPolicy", "overtime_h", 0.0, 0, 36, "h", "X-03"),
    ("rostering", "RosterPolicy", "probation_nights", False, None, None, "", "O-10"),
    ("rostering", "RosterPolicy", "needs_lead", True, None, None, "", "F-13"),
    ("rostering", "RosterPolicy", "tail_days", 14, 0, 60, "days", "F-13"),
    ("rostering", "RosterPolicy", "fairness_days", 90, 0, 366, "days", "F-13"),
    ("rostering", "RosterPolicy", "under", 20, 0, 10000, "points", "F-13"),
    ("rostering", "RosterPolicy", "over", 1, 0, 10000, "points", "F-13"),
    ("rostering", "RosterPolicy", "lead", 400, 0, 100000, "points", "F-13"),
    ("rostering", "RosterPolicy", "fairness", 30, 0, 10000, "points", "F-13"),
    ("rostering", "RosterPolicy", "stability", 2, 0, 10000, "points", "F-13"),
    ("rostering", "RosterPolicy", "team", 1, 0, 10000, "points", "F-13"),
    ("rostering", "RosterPolicy", "change", 10, 0, 10000, "points", "X-08"),
    ("rostering", "RosterPolicy", "near_days", 14, 1, 60, "days", "X-08"),
    ("rostering", "RosterPolicy", "near_factor", 5, 1, 100, "x", "X-08"),
    ("staffing", "StaffingPolicy", "phone_service_level", 0.8, 0.5, 0.99, "share", "F-01"),
    ("staffing", "StaffingPolicy", "phone_threshold_s", 10.0, 1, 300, "s", "F-01"),
    ("staffing", "StaffingPolicy", "phone_report_threshold_s", 20.0, 1, 300, "s", "F-01"),
    ("staffing", "StaffingPolicy", "phone_max_abandon", 0.05, 0.001, 0.5, "share", "F-01"),
    ("staffing", "StaffingPolicy", "phone_max_occupancy", 0.88, 0.5, 1.0, "share", "F-01"),
    ("staffing", "StaffingPolicy", "phone_patience_s", 380.0, 1, 7200, "s", "F-06"),
    ("staffing", "StaffingPolicy", "chat_service_level", 0.8, 0.5, 0.99, "share", "F-01"),
    ("staffing", "StaffingPolicy", "chat_threshold_s", 30.0, 1, 600, "s", "F-01"),
    ("staffing", "StaffingPolicy", "chat_max_abandon", 0.05, 0.001, 0.5, "share", "F-01"),
    ("staffing", "StaffingPolicy", "chat_max_occupancy", 0.88, 0.5, 1.0, "share", "F-01"),
    ("staffing", "StaffingPolicy", "chat_patience_s", 180.0, 1, 7200, "s", "F-06"),
    ("staffing", "StaffingPolicy", "chat_concurrency", 2, 1, 10, "chats", "F-06"),
    ("staffing", "StaffingPolicy", "email_response_h", 8.0, 0.5, 168, "h", "F-01"),
    ("staffing", "StaffingPolicy", "ticket_response_h", 8.0, 0.5, 720, "h", "F-01"),
    ("staffing", "StaffingPolicy", "on_site_response_min", 30.0, 5, 1440, "min", "F-01"),
    ("staffing", "StaffingPolicy", "deferred_occupancy", 0.9, 0.5, 1.0, "share", "F-06"),
    ("staffing", "StaffingPolicy", "leave_share", 0.08, 0, 0.5, "share", "F-08"),
    ("staffing", "StaffingPolicy", "training_share", 0.03, 0, 0.5, "share", "F-08"),
    ("staffing", "StaffingPolicy", "meeting_share", 0.02, 0, 0.5, "share", "F-08"),
    ("staffing", "StaffingPolicy", "break_share", 0.1, 0, 0.5, "share", "F-08"),
    ("staffing", "StaffingPolicy", "absence_share", 0.05, 0, 0.5, "share", "F-08"),
    ("staffing", "StaffingPolicy", "min_paid_h", 20.0, 0, 10000, "h", "F-08"),
    ("staffing", "StaffingPolicy", "overtime_weekday", 1.5, 1, 5, "x rate", "F-09"),
    ("staffing", "StaffingPolicy", "overtime_rest_day", 2.0, 1, 5, "x rate", "F-09"),
    ("staffing", "StaffingPolicy", "overtime_holiday", 3.0, 1, 5, "x rate", "F-09"),
    ("staffing", "StaffingPolicy", "night_h", 5.0, 0, 1000, "money/h", "F-09"),
)


def entry(module: str, policy: str, name: str) -> Entry:
    kind = getattr(importlib.import_module(f"zuoxi.rules.{module}"), policy)
    return next(one for one in entries(kind) if one.name == name)


@pytest.mark.parametrize(("module", "policy", "name", "default", "low", "high", "unit", "rule"), SHIPPED)
def test_an_entry_ships_as_written_down(
    module: str, policy: str, name: str, default: Any, low: float | None, high: float | None, unit: str, rule: str
) -> None:
    found = entry(module, policy, name)
    assert (found.default, found.low, found.high, found.unit, found.rule) == (default, low, high, unit, rule)


def test_no_entry_ships_unwritten() -> None:
    policies = {(module, policy) for module, policy, *_ in SHIPPED}
    there = {
        (module, policy, one.name)
        for module, policy in policies
        for one in entries(getattr(importlib.import_module(f"zuoxi.rules.{module}"), policy))
    }
    assert there == {(module, policy, name) for module, policy, name, *_ in SHIPPED}


@pytest.mark.parametrize(
    ("policy", "name", "value"),
    [
        ("RosterPolicy", "rest_h", 11.0),  # F-13: rest between shifts (11 h)
        ("RosterPolicy", "max_week_h", 40.0),  # 40 h a week
        ("RosterPolicy", "days_off_a_week", 1),  # a rest day a week
        ("RosterPolicy", "probation_nights", False),  # O-10
        ("SpanPolicy", "least", 12),  # O-01: a team has 12 to 14 agents
        ("SpanPolicy", "most", 14),
    ],
)
def test_what_the_rulebook_says_in_numbers_is_what_ships(policy: str, name: str, value: Any) -> None:
    assert [row[3] for row in SHIPPED if row[1:3] == (policy, name)] == [value]
