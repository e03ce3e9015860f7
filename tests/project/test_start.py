"""A start is quick because it reads only what a web server needs: no solver, no dictionary."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import zuoxi.project.asgi
print(*sorted(name for name in ("ortools", "pandas", "pypinyin", "polars") if name in sys.modules))
"""


def test_a_web_server_starts_without_solvers_data_frames_and_dictionaries() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
