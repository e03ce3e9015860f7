"""What the demo centre is made of: the numbers in one place, so that a reader can see and change them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class QueuePlan:
    """A queue: its share of all calls, and the fewest heads it keeps by day, at night and at weekends."""

    code: str
    name: str
    name_en: str
    share: float
    service_level: float
    within_s: int
    opens_min: int
    closes_min: int
    least_day: int
    least_weekend: int
    least_night: int = 0


@dataclass(frozen=True)
class DemoPlan:
    """The centre. Handling time and patience are those measured on the anonymous bank of 1999 (lognormal talk, censored patience).

    `shrinkage` is the share of the time on shift lost to each kind; breaks are an hour's meal and two rests of a quarter in nine hours.
    """

    team_sizes: tuple[int, ...] = (13, 14, 13, 14, 13, 13, 14, 13, 13)
    part_time_share: float = 0.2
    weeks_of_history: int = 12
    calls_a_day: float = 8200.0
    talk_mu: float = 4.78
    talk_sigma: float = 0.93
    patience_s: float = 381.0
    mean_wait_s: float = 15.0
    queues: tuple[QueuePlan, ...] = field(
        default=(
            QueuePlan("account", "账户与挂失", "Accounts", 0.50, 0.80, 20, 7 * 60, 21 * 60, 2, 4, 2),
            QueuePlan("card", "信用卡", "Credit cards", 0.32, 0.80, 20, 7 * 60, 21 * 60, 2, 2),
            QueuePlan("loan", "贷款", "Loans", 0.18, 0.80, 30, 8 * 60, 20 * 60, 1, 0),
        )
    )
    shrinkage: dict[str, float] = field(default_factory=lambda: {"leave": 0.06, "training": 0.03, "meeting": 0.02, "break": 0.15, "absence": 0.03})


PASSWORD = "zuoxi-demo-2026"  # noqa: S105 printed to whoever starts the demo
