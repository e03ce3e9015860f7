"""Charts of a requirement: heads through a day, and the service to be expected with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from zuoxi.planning.requirement_facts import Curve
from zuoxi.web.planning.charts import clocks, rounded


def _slots(curve: Curve, day: int) -> tuple[int, int]:
    """From the first slot that needs anybody to the last."""
    needed = np.flatnonzero(curve.gross[day] > 0)
    return (int(needed[0]), int(needed[-1]) + 1) if len(needed) else (0, 0)


def heads(curve: Curve, day: int, step_min: int) -> dict[str, Any]:
    """Net, seated and gross heads of a day, as steps."""
    first, last = _slots(curve, day)
    names = (("gross", _("on the books (gross)")), ("seated", _("rostered (seated)")), ("net", _("serving (net)")))
    series = [{"name": label, "values": getattr(curve, name)[day, first:last].tolist(), "type": "step"} for name, label in names]
    return {"x": clocks(step_min, first, last), "unit": _("heads"), "decimals": 0, "series": series}


def service(curve: Curve, day: int, step_min: int) -> dict[str, Any]:
    """Service level and occupancy to be expected with the net heads, in per cent."""
    first, last = _slots(curve, day)
    shares = (("service_level", _("service level")), ("occupancy", _("occupancy")), ("abandon", _("abandoned")))
    series = [{"name": label, "values": rounded(getattr(curve, name)[day, first:last] * 100)} for name, label in shares]
    return {"x": clocks(step_min, first, last), "unit": "%", "decimals": 1, "max": 100, "series": series}
