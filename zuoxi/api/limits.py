"""How much one request and one token may ask for (A28)."""

from __future__ import annotations

from datetime import timedelta

MOST_BYTES = 5 * 2**20
"""Bytes of a body."""
MOST_JSON_BYTES = 2**20
"""Bytes of a JSON body."""
MOST_DEPTH = 32
"""Brackets within brackets of a JSON body."""
MOST_ROWS = 200
"""Rows of one page of a list."""
MOST_PAGES = 100_000
"""Highest number of a page."""
PER_MINUTE = 600
"""Requests of one token within one minute of the clock."""
LONGEST_LIFE = timedelta(days=365)
"""A token lives at most so long (A36)."""
KEPT = timedelta(hours=24)
"""How long the answer to an idempotency key is kept."""
LEASE = timedelta(minutes=10)
"""A request with a key that has not ended after so long is taken for dead."""
