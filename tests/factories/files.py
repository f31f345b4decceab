"""Stored files, and uploads to make them of."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def image_bytes(kind="PNG", size=(40, 20), mode="RGB", **options):
    """An encoded picture."""
    output = io.BytesIO()
    Image.new(mode, size, "teal").save(output, kind, **options)
    return output.getvalue()


def image_upload(kind="PNG", name="logo.png", **options):
    """An uploaded picture."""
    return SimpleUploadedFile(name, image_bytes(kind, **options))
