"""A worker as in service, `manage.py db_worker`, that knows one more kind of work: counting slowly, keeping what it has counted."""

from __future__ import annotations

import os
import sys
import time

COUNT = "test.count"


def count(run, *, upto, pause_s):
    """Count to `upto`, from the checkpoint of the job it resumes; beats at every number."""
    before = run.job.resumed_from
    start = before.checkpoint["counted"] if before and before.checkpoint else 0
    for number in range(start + 1, upto + 1):
        time.sleep(pause_s)
        run.beat(done=number, total=upto, checkpoint={"counted": number})
    return {"counted": upto, "started_at": start}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from zuoxi.core import jobs

    jobs.register(COUNT, function=count, label=COUNT)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    call_command("db_worker", interval=0.1, startup_delay=False, max_tasks=int(sys.argv[1]), reload=False, verbosity=0)
