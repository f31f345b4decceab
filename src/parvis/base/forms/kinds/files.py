"""Files: which types, how large, how many."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Options = Mapping[str, Any]

DEFAULT_MOST, DEFAULT_MEGABYTES = 1, 10
MOST_FILES, MOST_MEGABYTES = 20, 50
MEGABYTE = 1_000_000

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    "image": frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"}),
    "document": frozenset({f"{_OFFICE}wordprocessingml.document", f"{_OPEN}text"}),
    "slides": frozenset({f"{_OFFICE}presentationml.presentation", f"{_OPEN}presentation"}),
    "spreadsheet": frozenset({f"{_OFFICE}spreadsheetml.sheet", f"{_OPEN}spreadsheet", "text/csv"}),
    "archive": frozenset({"application/zip"}),
}
"""What a question may take, and the types of content behind each."""

TYPE_NAMES = {
    "pdf": gettext_lazy("PDF"),
    "image": gettext_lazy("pictures (PNG, JPEG, WebP, GIF)"),
    "document": gettext_lazy("texts (DOCX, ODT)"),
    "slides": gettext_lazy("slides (PPTX, ODP)"),
    "spreadsheet": gettext_lazy("spreadsheets (XLSX, ODS, CSV)"),
    "archive": gettext_lazy("ZIP archives"),
}
EXTENSIONS = {
    "pdf": ".pdf",
    "image": ".png,.jpg,.jpeg,.webp,.gif",
    "document": ".docx,.odt",
    "slides": ".pptx,.odp",
    "spreadsheet": ".xlsx,.ods,.csv",
    "archive": ".zip",
}


def names_of(options: Options) -> list[str]:
    """Which kinds of files a question takes; PDF where it says nothing."""
    return [name for name in TYPES if name in (options.get("types") or ["pdf"])]


def content_types(options: Options) -> frozenset[str]:
    """The types of content that a question takes."""
    return frozenset().union(*(TYPES[name] for name in names_of(options)))


def accepted(options: Options) -> str:
    """The endings of names, as browsers want them."""
    return ",".join(EXTENSIONS[name] for name in names_of(options))


def most_of(options: Options) -> int:
    """How many files a question takes."""
    return int(options.get("most") or DEFAULT_MOST)


def megabytes_of(options: Options) -> int:
    """How large each may be."""
    return int(options.get("megabytes") or DEFAULT_MEGABYTES)


def expected(options: Options) -> str:
    """What a question takes, as a sentence."""
    values = {
        "types": ", ".join(str(TYPE_NAMES[name]) for name in names_of(options)),
        "size": megabytes_of(options),
        "most": most_of(options),
    }
    if most_of(options) == 1:
        return _("One file of at most %(size)d MB: %(types)s.") % values
    return _("At most %(most)d files of at most %(size)d MB each: %(types)s.") % values


def take(_options: Options, raw: Any) -> list[dict[str, Any]] | None:
    """What the services of files wrote; nothing that is typed makes a file."""
    return raw if isinstance(raw, list) and raw else None


def problems(options: Options, value: Any) -> list[str]:
    """That they are too many."""
    if not isinstance(value, list):
        return [_("Add the files anew.")]
    most = most_of(options)
    if len(value) > most:
        sentence = ngettext("At most %(number)d file is expected.", "At most %(number)d files are expected.", most)
        return [sentence % {"number": most}]
    return []


def display(_options: Options, value: Any) -> str:
    """The names of the files."""
    return ", ".join(str(one.get("name", "")) for one in value) if isinstance(value, list) else ""
