"""Pages of accounts."""

from __future__ import annotations

from tests.web.areas import Page

PAGES = [Page("accounts:own", "lin"), Page("accounts:confirm", "lin")]
ALLOWED = {"Chrome", "Windows", "Linux", "ZUOXI", "SECOND", "FACTOR", "True"}
