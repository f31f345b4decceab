"""Find out what an upload really is."""

import puremagic
from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput

HEAD = 8192
"""How many bytes are looked at."""

TEXT_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "jsonl": "application/json",
    "ndjson": "application/json",
    "json": "application/json",
}
"""Texts have no signature: their name says what they are, once they prove to be text."""

SAME = {"application/x-gzip": "application/gzip", "image/jpg": "image/jpeg"}

EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "application/gzip": "gz",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    **{content_type: extension for extension, content_type in TEXT_TYPES.items()},
}


def content_type_of(head: bytes, name: str, allowed: frozenset[str]) -> str:
    """The type of the content by its first bytes, whatever its sender says; raises InvalidInput when not allowed."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    text_type = TEXT_TYPES.get(extension)
    if text_type in allowed and is_text(head):
        return text_type
    try:
        matches = puremagic.magic_string(head, name)
    except (puremagic.PureError, ValueError):
        matches = []
    best = max((match.confidence for match in matches), default=0)
    for match in matches:
        content_type = SAME.get(match.mime_type, match.mime_type)
        if match.confidence == best and content_type in allowed:
            return str(content_type)
    kinds = ", ".join(sorted(EXTENSIONS.get(content_type, content_type).upper() for content_type in allowed))
    raise InvalidInput(_("This file is not of a kind that can be taken here: %(kinds)s.") % {"kinds": kinds})


def is_text(head: bytes) -> bool:
    """True for UTF-8 and for the older Western encodings; a character cut off at the end is forgiven."""
    if any(byte < 9 or 13 < byte < 32 for byte in head if byte != 27):
        return False
    for encoding in ("utf-8", "cp1252"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
