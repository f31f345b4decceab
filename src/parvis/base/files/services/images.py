"""Keep images: decoded and written anew, so that nothing but the picture is left."""

import hashlib
import io
import tempfile
import warnings
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from parvis.base.accounts.models import User
from parvis.base.files.models import StoredFile
from parvis.base.files.registry import IMAGES, purposes
from parvis.base.files.services.content import HEAD, content_type_of
from parvis.base.files.services.store import copy_within, keep
from parvis.core.errors import InvalidInput

MOST_PIXELS = 40_000_000
"""Checked from the header, before anything is unpacked: a small file can hold an immense picture."""

READABLE = ("PNG", "JPEG", "WEBP", "GIF")


def store_image(
    *, actor: User | None, upload: "File[bytes]", purpose: str, largest: int = 512, name: str = ""
) -> StoredFile:
    """Keep an image, no side longer than `largest` pixels, without its metadata; the caller has checked the actor.

    Photographs become WebP, everything else PNG; of moving pictures, the first one is kept. Raises InvalidInput for
    what is no readable image, too large, or SVG.
    """
    rules = purposes.get(purpose)
    given = name or upload.name or ""
    with tempfile.SpooledTemporaryFile(max_size=1_000_000) as copy:
        copy_within(upload, copy, rules.max_bytes)
        copy.seek(0)
        content_type_of(copy.read(HEAD), given, rules.types & IMAGES)
        copy.seek(0)
        data, content_type = redraw(copy, largest)
    return keep(
        content=io.BytesIO(data),
        actor=actor,
        purpose=purpose,
        name=given,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def redraw(source: IO[bytes], largest: int) -> tuple[bytes, str]:
    """The picture written anew, and its type; raises InvalidInput when it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=READABLE) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise InvalidInput(_("This image has too many pixels."))
                was_photograph = image.format == "JPEG"
                drawn = _drawn(image, largest)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise InvalidInput(_("This image cannot be read.")) from error
    output = io.BytesIO()
    if was_photograph:
        drawn.save(output, "WEBP", quality=85, method=4)
        return output.getvalue(), "image/webp"
    drawn.save(output, "PNG", optimize=True)
    return output.getvalue(), "image/png"


def _drawn(image: Image.Image, largest: int) -> Image.Image:
    """The first picture, upright, in plain colours, small enough, on a fresh canvas that carries no metadata."""
    image.draft("RGB", (largest, largest))
    image.load()
    upright = ImageOps.exif_transpose(image)
    has_alpha = upright.has_transparency_data
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    canvas = Image.new(plain.mode, plain.size)
    canvas.paste(plain)
    return canvas
