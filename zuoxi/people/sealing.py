"""Secrets that must be read again (those of authenticator apps) are stored encrypted under a key derived from the installation's own."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=4)
def _box(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"zuoxi.second-factor").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(text: str) -> str:
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text; a seal of another installation's key raises `cryptography.fernet.InvalidToken`."""
    return _box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
