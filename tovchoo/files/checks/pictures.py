"""Pictures are drawn anew: the pixels stay, all that is said beside them goes."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile

from tovchoo.kernel.policy import Words

from .content import bytes_of, put
from .kinds import JPEG, PNG, WEBP, Kind
from .limits import MOST_PIXELS
from .refusals import MANY_PIXELS, MOVES, UNUSUAL, Unfit

if TYPE_CHECKING:
    from PIL.Image import Image

DAMAGED = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error, zlib.error)
MODES = {PNG: ("1", "L", "LA", "RGB", "RGBA", "I;16"), JPEG: ("L", "RGB"), WEBP: ("RGB", "RGBA")}


def draw_anew(upload: UploadedFile, kind: Kind) -> list[Words]:
    """The same pixels, upright, without anything said beside them: place, camera, author, thumbnail, what is hidden.
    Pillow is imported here: a server to which nobody brings a picture does without it."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    upload.seek(0)
    try:
        with Image.open(bytes_of(upload), formats=[kind.says]) as image:
            put(upload, partial(_plain(image, kind).save, format=kind.says, **_manner(upload, kind)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(MANY_PIXELS) from error
    except Unfit:
        raise
    except DAMAGED as error:
        raise Unfit(UNUSUAL) from error
    return []


def _plain(image: Image, kind: Kind) -> Image:
    from PIL import ImageOps

    if image.width * image.height > MOST_PIXELS:
        raise Unfit(MANY_PIXELS)
    if kind is not JPEG and getattr(image, "n_frames", 1) > 1:  # a telephone puts several into a JPEG: the first is it
        raise Unfit(MOVES)
    image.load()
    with suppress(*DAMAGED):  # notes of the camera that cannot be read turn nothing
        ImageOps.exif_transpose(image, in_place=True)
    if image.mode not in MODES[kind] or "transparency" in image.info:
        seen_through = kind is not JPEG and ("transparency" in image.info or image.mode in ("PA", "La", "LA", "RGBa"))
        image = image.convert("RGBA" if seen_through else "RGB")
    image.info = {}
    return image


def _manner(upload: UploadedFile, kind: Kind) -> dict[str, Any]:
    if kind is PNG:
        return {}
    upload.seek(12)
    return {"lossless": True} if upload.read(4) == b"VP8L" else {"quality": 90}
