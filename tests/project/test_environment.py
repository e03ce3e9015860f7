"""Settings refuse nonsense and say what is possible."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ImproperlyConfigured

from zuoxi.project import environment, secret


def test_a_flag_is_true_or_false_and_nothing_else() -> None:
    assert environment.flag("ZUOXI_DEBUG", False, {"ZUOXI_DEBUG": "True"}) is True
    assert environment.flag("ZUOXI_DEBUG", True, {}) is True
    with pytest.raises(ImproperlyConfigured, match="ZUOXI_DEBUG=yes, use True or False"):
        environment.flag("ZUOXI_DEBUG", False, {"ZUOXI_DEBUG": "yes"})


def test_words_are_separated_by_commas() -> None:
    assert environment.words("ZUOXI_HOSTS", "", {"ZUOXI_HOSTS": "a.example, b.example,"}) == ["a.example", "b.example"]
    assert environment.words("ZUOXI_HOSTS", "localhost", {}) == ["localhost"]


def test_sqlite_is_durable_and_takes_the_writers_lock_at_once() -> None:
    settings = environment.database("sqlite:////var/lib/zuoxi.sqlite3")
    assert settings["NAME"] == "/var/lib/zuoxi.sqlite3"
    options = settings["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_is_named_by_an_address() -> None:
    settings = environment.database("postgresql://zuo:s%40x@db.example:5433/centre")
    assert (settings["NAME"], settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"]) == (
        "centre",
        "zuo",
        "s@x",
        "db.example",
        "5433",
    )
    assert environment.database("postgresql:///centre?host=/run/pg")["HOST"] == "/run/pg"


def test_another_database_is_refused_with_what_is_possible() -> None:
    with pytest.raises(ImproperlyConfigured, match="use sqlite:///file or postgresql://"):
        environment.database("mysql://localhost/x")


def test_the_signing_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZUOXI_SECRET_KEY", raising=False)
    first = secret.secret_key(tmp_path)
    assert len(first) >= 50
    assert secret.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    monkeypatch.setenv("ZUOXI_SECRET_KEY", "told")
    assert secret.secret_key(tmp_path) == "told"


def test_passwords_are_hashed_with_argon2_at_nineteen_mebibytes() -> None:
    hashed = make_password("correct horse battery")
    assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("correct horse battery", hashed)
    assert not check_password("wrong horse battery", hashed)


def test_a_number_is_whole_and_within_its_bounds() -> None:
    assert environment.number("P", 25, low=1, high=65535, environ={}) == 25
    assert environment.number("P", 25, low=1, high=65535, environ={"P": "587"}) == 587
    for wrong in ("0", "65536", "-1", "2.5", "x", "", "٣"):
        with pytest.raises(ImproperlyConfigured, match=r"P=.*use a whole number from 1 to 65535"):
            environment.number("P", 25, low=1, high=65535, environ={"P": wrong})


def test_mail_is_encrypted_in_one_of_three_ways() -> None:
    assert [environment.encryption("E", environ={"E": way}) for way in ("tls", "starttls", "none")] == [(True, False), (False, True), (False, False)]
    assert environment.encryption("E", environ={}) == (False, True)
    with pytest.raises(ImproperlyConfigured, match="E=ssl, use tls, starttls or none"):
        environment.encryption("E", environ={"E": "ssl"})


def test_the_sender_is_an_address_with_or_without_a_name() -> None:
    for right in ("zuoxi@example.com", "座席 <zuoxi@example.com>"):
        assert environment.sender("F", "x@y", environ={"F": right}) == right
    for wrong in ("zuoxi", "a@b@c", "a b@c d", "x@y\nBcc: z@w"):
        with pytest.raises(ImproperlyConfigured, match="use an address such as"):
            environment.sender("F", "x@y", environ={"F": wrong})


def test_the_public_address_is_one_without_a_path() -> None:
    assert environment.address("U", "", environ={}) == ""
    assert environment.address("U", "", environ={"U": "https://zuoxi.example.com/"}) == "https://zuoxi.example.com"
    for wrong in ("zuoxi.example.com", "https://x/y", "javascript:alert(1)"):
        with pytest.raises(ImproperlyConfigured, match="use an address such as"):
            environment.address("U", "", environ={"U": wrong})
