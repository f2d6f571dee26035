"""The square code of an address, as a picture."""

from __future__ import annotations

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def square_code(address: str) -> bytes:
    """Black on white, as PNG, large enough to be printed."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=8, border=4)
    code.add_data(address)
    made = BytesIO()
    code.make_image().get_image().convert("1").save(made, "PNG", optimize=True)
    return made.getvalue()
