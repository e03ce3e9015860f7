"""A shift begins: 200 people log in within 60 s while others work (RELIABILITY R38).

`python -m benchmarks.load.logins` fills a database of its own, starts the product on the loopback with one process and asserts that 95 of 100
logins take 2 s at most, and 95 of 100 other pages 500 ms at most.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, SECONDS, READERS, PAUSE_S = 200, 60, 10, 1.0
MOST_LOGIN_S, MOST_PAGE_S = 2.0, 0.5
PAGES = ("/", "/my/", "/people/units/", "/account/")
ONE_BY_ONE = httpx.Limits(max_keepalive_connections=0)
"""No connection waits for its next request, as it does not behind a proxy that spreads people over processes."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def make() -> None:
    """In the process of its own: tables, static files, the cast and 200 agents."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.cast import hashed_password, make_cast
    from zuoxi.people.models import Person, Role, RoleName

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    cast = make_cast()
    made = Person.objects.bulk_create(
        Person(work_number=f"b{n:03d}", name="张三", pinyin="zhangsan", initials="zs", unit=cast.team, post=cast.lin.post, password=hashed_password())
        for n in range(PEOPLE + READERS)
    )
    Role.objects.bulk_create(Role(person=person, name=RoleName.AGENT, unit=cast.team) for person in made)
    print(json.dumps({"numbers": [person.work_number for person in made]}))


def environment_of(folder: str) -> dict[str, str]:
    """A database of its own; everything else as shipped."""
    return {**os.environ, "ZUOXI_VAR": folder, "DJANGO_SETTINGS_MODULE": "zuoxi.project.settings", "PYTHONPATH": str(ROOT), "ZUOXI_LOG": "ERROR"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "uvicorn", "zuoxi.project.asgi:application", "--port", str(port), "--log-level", "warning", "--no-proxy-headers"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
        else:
            return server
    server.terminate()
    raise SystemExit("the server did not start")


async def log_in(client: httpx.AsyncClient, number: str) -> float:
    """Seconds from sending the form to the answer; the page with the form is fetched before."""
    token = TOKEN.search((await client.get("/login/")).text)
    assert token
    begun = time.perf_counter()
    answer = await client.post("/login/", data={"username": number, "password": "right-horse-battery", "csrfmiddlewaretoken": token[1]})
    assert answer.status_code == 302, answer.status_code
    return time.perf_counter() - begun


async def arrive(base: str, number: str, delay: float, logins: list[float], pages: list[float]) -> None:
    """One of the shift: comes after `delay`, logs in, opens the first page."""
    await asyncio.sleep(delay)
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=ONE_BY_ONE) as client:
        logins.append(await log_in(client, number))
        pages.append(await opened(client, "/"))


async def opened(client: httpx.AsyncClient, page: str) -> float:
    begun = time.perf_counter()
    answer = await client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return time.perf_counter() - begun


async def read(base: str, number: str, until: float, pages: list[float]) -> None:
    """One who is at work already: opens a page, looks at it, opens the next."""
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=ONE_BY_ONE) as client:
        await log_in(client, number)
        turn = 0
        while time.perf_counter() < until:
            pages.append(await opened(client, PAGES[turn % len(PAGES)]))
            turn += 1
            await asyncio.sleep(PAUSE_S)


async def shift(base: str, numbers: list[str]) -> tuple[list[float], list[float], float]:
    logins: list[float] = []
    pages: list[float] = []
    begun = time.perf_counter()
    arriving = [arrive(base, number, SECONDS * n / PEOPLE, logins, pages) for n, number in enumerate(numbers[:PEOPLE])]
    reading = [read(base, number, begun + SECONDS, pages) for number in numbers[PEOPLE:]]
    await asyncio.gather(*arriving, *reading)
    return logins, pages, time.perf_counter() - begun


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of(folder)
        command = [sys.executable, "-m", "benchmarks.load.logins", "--make"]
        made = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
        numbers = json.loads(made.stdout.strip().splitlines()[-1])["numbers"]
        port = free_port()
        server = serve(environment, port)
        try:
            logins, pages, took = asyncio.run(shift(f"http://127.0.0.1:{port}", numbers))
        finally:
            server.terminate()
            server.wait(20)
    print(f"{len(logins)} logins in {took:.1f} s: p50 {statistics.median(logins) * 1000:.0f} ms, p95 {p95(logins) * 1000:.0f} ms")
    print(f"{len(pages)} other pages: p50 {statistics.median(pages) * 1000:.0f} ms, p95 {p95(pages) * 1000:.0f} ms")
    assert len(logins) == PEOPLE
    assert p95(logins) <= MOST_LOGIN_S
    assert p95(pages) <= MOST_PAGE_S


if __name__ == "__main__":
    make() if "--make" in sys.argv else main()
