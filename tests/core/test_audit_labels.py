"""The codes of the audit in words; an area names its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from zuoxi.core.audit import labels


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACTIONS", "RESOURCES", "FACTS", "VALUES"):
        monkeypatch.setattr(labels, name, dict(getattr(labels, name)))


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "查看个人资料"), ("en", "opened a personal file")])
def test_an_action_is_told_in_the_readers_language(language: str, words: str) -> None:
    with translation.override(language):
        assert labels.action("person.opened") == words


@pytest.mark.parametrize(("code", "words"), [("person:12", "人员 12"), ("role", "角色"), ("", ""), ("thing:7", "thing 7"), ("person:", "人员")])
def test_what_an_event_is_about_is_told_with_its_number(code: str, words: str) -> None:
    assert labels.about(code) == words


@pytest.mark.parametrize(("said", "words"), [("404", "超出范围"), ("trainer", "培训师"), (3, "3"), (None, ""), (["a"], "['a']"), ("other", "other")])
def test_a_value_that_has_a_name_is_told_by_it(said: Any, words: str) -> None:
    assert labels.value(said) == words


def test_an_area_names_its_own_codes_and_what_nobody_named_is_shown_as_it_is() -> None:
    assert labels.action("policy.enacted") == "policy.enacted"
    labels.register(actions={"policy.enacted": "实施规章"}, resources={"policy": "规章"}, facts={"number": "编号"}, values={"x": "叉"})
    assert (labels.action("policy.enacted"), labels.about("policy:3"), labels.fact("number"), labels.value("x")) == (
        "实施规章",
        "规章 3",
        "编号",
        "叉",
    )
