"""Staffing (F-06, F-08, F-09): how many agents an interval needs, what one more buys, what it costs. Mathematics: docs/background/staffing.md."""
