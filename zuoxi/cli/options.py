"""Numbers of the command line that every command takes within the same bounds; NaN and infinity are in none of them."""

from __future__ import annotations

from zuoxi.engine.finding import Refusal

BOUNDS: dict[str, tuple[float, float]] = {
    "--seconds": (0.1, 604_800),
    "--threads": (1, 256),
    "--seed": (0, 2**31 - 1),
    "--aht": (1, 14_400),
    "--fill": (0.01, 2),
}
"""Least and most: seconds of search up to a week, processor cores, what the random generators take, handling seconds, share of the people's hours."""


def check(**given: float | None) -> None:
    """Refuse the first number outside its bounds; None is not given. Named without the hyphens: `check(seconds=60.0, threads=2)`."""
    for name, value in given.items():
        low, high = BOUNDS[f"--{name}"]
        if value is not None and not low <= value <= high:
            raise Refusal("cli.out_of_bounds", option=f"--{name}", value=f"{value:g}" if isinstance(value, float) else value, low=low, high=high)
