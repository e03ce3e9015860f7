"""`zuoxi setup`: brings the database up to date and, when it is empty, fills it with the demo centre or a first account."""

from __future__ import annotations

import hashlib
import os
import secrets
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zuoxi.people import contracts, posts
from zuoxi.people.models import Person, Post, Role, RoleName, Unit, UnitKind


def command(
    demo: Annotated[
        bool, typer.Option("--demo/--empty", help=str(_("Fill an empty database with the demo centre, or with a first account only.")))
    ] = True,
    seed: Annotated[int, typer.Option(help=str(_("Seed of the demo centre; the same seed gives the same centre.")))] = 7,
) -> None:
    migrate()
    collect()
    if Person.objects.exists():
        return
    logins = load_demo(seed) if demo else first_account()
    keep(logins)


command.__doc__ = _("Bring the database up to date; fill it when it is empty.")


def migrate() -> None:
    """Apply what is missing; quick when nothing is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, stdout=StringIO())


def collect() -> None:
    """Copy and compress the static files when any of them changed since the last time."""
    root, stamp = Path(settings.STATIC_ROOT), hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stamp.update(f"{path} {storage.get_modified_time(path)}".encode())
    mark = Path(settings.VAR) / "static.collected"
    if not mark.is_file() or mark.read_text() != stamp.hexdigest():
        call_command("collectstatic", interactive=False, clear=root.is_dir(), verbosity=0)
        mark.write_text(stamp.hexdigest())


def load_demo(seed: int) -> list[tuple[str, str, str]]:
    """The demo centre; imported here because it draws many random numbers that no other command needs. The mark beside the database tells
    the settings that everybody may look around with a password alone."""
    from zuoxi.cli.demo import centre

    (Path(settings.VAR) / "demo").touch()
    return centre.load(seed=seed, now=timezone.now())


FIRST = (
    ("admin", "管理员", (RoleName.ADMINISTRATOR, RoleName.PLANNER), _lazy("system administrator and planner")),
    ("security", "安全管理员", (RoleName.SECURITY,), _lazy("security administrator")),
    ("audit", "审计管理员", (RoleName.AUDITOR,), _lazy("audit administrator")),
)
"""The three administrators that no centre is without; one who plans as well, so that somebody can begin."""


@transaction.atomic
def first_account() -> list[tuple[str, str, str]]:
    """A centre without people but its three administrators, each with a drawn password."""
    unit = Unit.objects.create(kind=UnitKind.CENTRE, name=str(settings.CENTRE_NAME))
    post = posts.ship_defaults()["administrator"]
    contracts.ship_defaults()
    return [_account(number, name, roles, str(title), unit, post) for number, name, roles, title in FIRST]


def _account(number: str, name: str, roles: tuple[RoleName, ...], title: str, unit: Unit, post: Post) -> tuple[str, str, str]:
    person, password = Person(work_number=number, name=name, unit=unit, post=post), secrets.token_urlsafe(12)
    person.set_password(password)
    person.save()
    for role in roles:
        Role.objects.create(person=person, name=role, unit=unit)
    return number, password, title


def keep(logins: list[tuple[str, str, str]]) -> None:
    """Write the logins beside the database, readable by its owner only, for `script/server` to print."""
    path = Path(settings.VAR) / "logins.txt"
    lines = [_("Log in with work number and password:")] + [f"  {number:<8} {password:<20} {role}" for number, password, role in logins]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
