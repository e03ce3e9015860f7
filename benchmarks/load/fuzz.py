"""Ten thousand requests made up from the description of the interface (A45): 0 failures of the server, every error a problem with an id.

    python -m benchmarks.load.fuzz [--requests 10000]

Works in a database of its own that is thrown away; prints the statuses, and ends with 1 when anything was answered wrongly.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import time

import django


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    wanted = parser.parse_args().requests
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
    django.setup()
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    logging.disable(logging.CRITICAL)
    runner = get_runner(__import__("django.conf").conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return run(wanted)
    finally:
        runner.teardown_databases(databases)


def run(wanted: int) -> int:
    """Rounds over every operation until so many were sent."""
    from django.test import Client

    from tests.api.fuzzing import Tally, fuzz, operations
    from tests.api.programs import program
    from tests.cast import make_cast
    from zuoxi.api import limits

    limits.PER_MINUTE = 10**9
    caller = program(make_cast().chen)
    described = json.loads(Client(HTTP_HOST="localhost").get("/api/openapi.json").content)
    many = len(list(operations(described)))
    begun, tally = time.monotonic(), Tally()
    fuzz(described, caller, each=-(-wanted // (2 * many)), tally=tally)
    while tally.sent < wanted:
        fuzz(described, caller, each=max(20, (wanted - tally.sent) // many), tally=tally)
    took = time.monotonic() - begun
    print(f"{tally.sent} requests to {many} operations in {took:.0f} s ({tally.sent / took:.0f} a second)")
    print(dict(sorted(tally.statuses.items())))
    print(f"answered wrongly: {len(tally.wrong)}")
    for line in tally.wrong[:20]:
        print(line)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
