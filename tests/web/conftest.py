"""Every web test knows the cast, and one kind of long work that does nothing."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy as _

from tests.cast import *  # noqa: F403
from zuoxi.core import jobs


@pytest.fixture(autouse=True)
def _test_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.KINDS, "test.work", jobs.Kind(lambda run: None, _("Job")))
