"""A shifts file in the browser: shown by line before anything is stored, and written out again (F-10)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, client_of
from tests.web.roster import scenes
from zuoxi.roster.models import ShiftKind

pytestmark = pytest.mark.django_db
EXAMPLE = (Path(__file__).resolve().parents[3] / "examples" / "shifts.toml").read_bytes()
UPLOAD, STORE, EXPORT = (reverse(f"roster:shifts-{name}") for name in ("import", "store", "export"))


@pytest.fixture
def planner(cast: Cast) -> Client:
    return client_of(cast.chen)


def upload(client: Client, data: bytes) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile("shifts.toml", data)})


def sent(page: Any) -> dict[str, str]:
    return {"content": page.context["content"], "seen": page.context["loaded"].mark}


def test_a_file_is_shown_by_line_and_then_stored(planner: Client) -> None:
    page = upload(planner, EXAMPLE)
    assert page.status_code == 200
    assert "18 项为新增或有改动" in page.content.decode()
    assert "每日最长工时" in page.content.decode()
    assert not ShiftKind.objects.exists()
    answer = planner.post(STORE, sent(page), follow=True)
    assert "新建 17 项，修改 1 项，0 项不变" in answer.content.decode()
    assert ShiftKind.objects.count() == 13


def test_what_was_exported_has_no_difference(planner: Client) -> None:
    planner.post(STORE, sent(upload(planner, EXAMPLE)))
    file = planner.get(EXPORT)
    assert "shifts.toml" in file.headers["Content-Disposition"]
    page = upload(planner, file.content)
    assert page.context["loaded"].differing == 0
    assert "完全一致" in page.content.decode()
    assert STORE not in page.content.decode()


def test_an_error_is_told_with_its_line_and_nothing_is_offered(planner: Client) -> None:
    page = upload(planner, EXAMPLE.replace(b'key = "M"', b'key = "E"'))
    assert page.status_code == 422
    assert page.context["errors"][0]["row"] == 35
    assert STORE not in page.content.decode()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff\xfe", b"# " + b"x" * 300_000])
def test_a_file_that_is_none_is_refused_beside_the_field_or_by_line(planner: Client, data: bytes) -> None:
    page = upload(planner, data)
    assert page.status_code == 422
    assert page.context["form"].errors or page.context["errors"]


def test_what_moved_meanwhile_is_shown_again_and_not_stored(planner: Client) -> None:
    page = upload(planner, EXAMPLE)
    scenes.kind("白", "X", [(480, 1020)])
    assert planner.post(STORE, sent(page)).status_code == 302
    other = upload(planner, EXAMPLE.replace("早班".encode(), "清晨班".encode()))
    ShiftKind.objects.filter(code="中").update(name="别的")
    answer = planner.post(STORE, sent(other))
    assert answer.status_code == 200
    assert "其间系统中的数据有改动" in answer.content.decode()
    assert ShiftKind.objects.get(code="早").name == "早班"


@pytest.mark.parametrize("content", ["", "???", "W1tz"])
def test_a_forged_content_stores_nothing(planner: Client, content: str) -> None:
    assert planner.post(STORE, {"content": content, "seen": "x"}).status_code in (200, 302, 422)
    assert not ShiftKind.objects.exists()


def test_readers_may_export_and_see_no_way_to_import(cast: Cast) -> None:
    scenes.kinds()
    page = client_of(cast.sun).get(reverse("roster:shifts")).content.decode()
    assert EXPORT in page
    assert UPLOAD not in page
    assert client_of(cast.sun).post(STORE, {}).status_code == 403
