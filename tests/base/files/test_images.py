"""Keeping images."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from parvis.base.files.services.images import store_image
from parvis.core.errors import InvalidInput
from tests.factories.files import image_bytes, image_upload

pytestmark = pytest.mark.django_db


def stored_image(file):
    with default_storage.open(file.path) as stored:
        image = Image.open(io.BytesIO(stored.read()))
        image.load()
        return image


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("JPEG", "RGB", "image/webp"),
        ("JPEG", "CMYK", "image/webp"),
        ("GIF", "RGB", "image/png"),
        ("WEBP", "RGB", "image/png"),
    ],
)
def test_store_image_writes_every_kind_anew(purpose, kind, mode, content_type):
    file = store_image(actor=None, upload=image_upload(kind, mode=mode, size=(1200, 600)), purpose=purpose())
    assert file.content_type == content_type
    assert stored_image(file).size == (512, 256)


def test_store_image_keeps_small_ones_small(purpose):
    assert stored_image(store_image(actor=None, upload=image_upload(), purpose=purpose())).size == (40, 20)


def test_store_image_drops_metadata(purpose):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    upload = image_upload("JPEG", name="a.jpg", exif=exif.tobytes(), comment=b"secret")
    image = stored_image(store_image(actor=None, upload=upload, purpose=purpose()))
    assert dict(image.getexif()) == {}
    notes = PngInfo()
    notes.add_text("Author", "somebody")
    file = store_image(actor=None, upload=image_upload(pnginfo=notes), purpose=purpose(name="tests.other"))
    assert stored_image(file).info == {}


def test_store_image_turns_what_lies_on_its_side(purpose):
    exif = Image.Exif()
    exif[0x0112] = 6
    file = store_image(actor=None, upload=image_upload("JPEG", exif=exif.tobytes()), purpose=purpose())
    assert stored_image(file).size == (20, 40)


def bomb(width, height):
    """A PNG of a few bytes that says that it is immense."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.png", bomb(50_000, 50_000)),
        ("large.png", bomb(8_000, 6_000)),
        ("cut.png", image_bytes(size=(400, 400))[:200]),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drawing.png", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("old.bmp", image_bytes("BMP")),
        ("text.png", b"only text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_store_image_refuses_what_it_cannot_trust(purpose, store, name, data):
    with pytest.raises(InvalidInput):
        store_image(actor=None, upload=SimpleUploadedFile(name, data), purpose=purpose())
    assert list(store.iterdir()) == []
