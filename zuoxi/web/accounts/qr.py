"""A QR code drawn by ourselves as SVG: the secret in it is shown to no other server."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4
"""Modules of empty margin that readers need."""


def qr_svg(text: str, *, label: str, size: int = 200) -> SafeString:
    """Dark modules on white in both themes, because readers need the contrast."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="100%" height="100%" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        label,
        size,
        size,
        len(rows),
        len(rows),
        dark,
    )
