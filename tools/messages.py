"""Extract the strings to translate, keep what is translated, compile: `make messages`, or `--check` for CI.

Each app and each area of the web face keeps its own French catalogue beside its code, so that whoever changes a page
changes its words in the same place. English is the language of the source and needs no catalogue. Extraction is done
with Babel alone: Django's `templatize` turns a template into what a Python extractor can read, and no gettext program
has to be installed.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "parvis"
LANGUAGE = "fr"
SPACES = (
    (re.compile(r"(?<=\S) (?=[;?!](?:[\s<)»]|$))"), "\u202f"),
    (re.compile(r"(?<=\S) (?=:(?:[\s<]|$))"), "\u00a0"),
    (re.compile(r"(?<=«) (?=\S)"), "\u00a0"),
    (re.compile(r"(?<=\S) (?=»)"), "\u00a0"),
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def areas() -> list[Path]:
    """The folders that own a catalogue, deepest first: apps, areas of the web face, and the package for the rest."""
    apps = [path.parent for path in PACKAGE.glob("*/*/apps.py")]
    web = [path.parent for path in (PACKAGE / "faces" / "web").glob("*/__init__.py")]
    return [*sorted([*apps, *web], key=lambda path: -len(path.parts)), PACKAGE]


def owner_of(path: Path) -> Path:
    """The area that a source file belongs to."""
    return next(area for area in areas_cached if path.is_relative_to(area))


def strings_of(path: Path) -> Iterator[tuple[int, object, list[str], str | None]]:
    """(line, message or plural pair, comments, context) for each string of one file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize  # noqa: PLC0415 -- needs settings first

        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.lstrip() for line in lines)  # the indentation of a template is not Python's
    for line, function, messages, comments in extract_python(
        BytesIO(source.encode()), list(KEYWORDS), ["Translators:"], {"encoding": "utf-8"}
    ):
        spec = KEYWORDS[function]
        values = list(messages) if isinstance(messages, tuple) else [messages]
        context = None
        if spec and isinstance(spec[0], tuple):
            context, values = values[0], values[1:]
        wanted = [value for value in values if isinstance(value, str)]
        if not wanted:
            continue
        plural = "ngettext" in function or "npgettext" in function
        yield line, (tuple(wanted[:2]) if plural else wanted[0]), comments, context


def source_files() -> Iterator[Path]:
    """Python files and templates of the package, without migrations and vendored files."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and path.is_file():
            inside = path.relative_to(PACKAGE).parts
            is_template = "templates" in inside
            if "migrations" in inside or "static" in inside or "data" in inside:
                continue
            if path.suffix == ".py" or is_template:
                yield path


def extract() -> dict[Path, Catalog]:
    """One fresh catalogue for each area that has strings."""
    found: dict[Path, Catalog] = {}
    for path in source_files():
        for _line, message, comments, context in strings_of(path):
            area = owner_of(path)
            catalogue = found.setdefault(area, new_catalogue())
            place = str(path.relative_to(PACKAGE))
            known = catalogue.get(message[0] if isinstance(message, tuple) else message, context)
            locations = [] if known and (place, None) in known.locations else [(place, None)]
            flags = ["python-format"] if "%(" in str(message) else []
            catalogue.add(message, locations=locations, auto_comments=comments, context=context, flags=flags)
    return found


def new_catalogue() -> Catalog:
    """An empty French catalogue."""
    return Catalog(locale=LANGUAGE, project="parvis", fuzzy=False, charset="utf-8")


def po_path(area: Path) -> Path:
    """Where the catalogue of an area is kept."""
    return area / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def key_of(message: Message) -> tuple[str | None, str]:
    """What identifies a message across catalogues."""
    return message.context, message.id[0] if isinstance(message.id, tuple | list) else message.id


def translations_elsewhere() -> dict[tuple[str | None, str], object]:
    """What some catalogue already says for a string, so that a moved string keeps its translation."""
    known: dict[tuple[str | None, str], object] = {}
    for path in sorted(PACKAGE.rglob("LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=LANGUAGE):
                if message.id and message.string and any(message.string):
                    known.setdefault(key_of(message), message.string)
    return known


def merged(area: Path, fresh: Catalog, elsewhere: dict[tuple[str | None, str], object]) -> Catalog:
    """The fresh catalogue with the translations that are known; the area's own come first."""
    own: dict[tuple[str | None, str], object] = {}
    if po_path(area).exists():
        with po_path(area).open("rb") as file:
            own = {key_of(m): m.string for m in read_po(file, locale=LANGUAGE) if m.id}
    result = new_catalogue()
    for message in sorted((m for m in fresh if m.id), key=lambda m: (str(m.id), m.context or "")):
        string = own.get(key_of(message)) or elsewhere.get(key_of(message)) or ""
        if isinstance(message.id, tuple) != isinstance(string, tuple | list):
            string = ""
        result.add(
            message.id,
            typographic(string) if string else None,
            locations=message.locations,
            flags=message.flags - {"fuzzy"},
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return result


def typographic(string: object) -> object:
    """French with the no-break spaces that its punctuation asks for, so that no line begins with a question mark."""
    if isinstance(string, tuple | list):
        return tuple(map(typographic, string))
    text = str(string)
    for pattern, space in SPACES:
        text = pattern.sub(space, text)
    return text


def rendered(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The .po and the .mo, without dates, so that the same strings give the same files."""
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalogue, width=120, omit_header=False, include_lineno=False, sort_output=True)
    lines = po.getvalue().decode().splitlines()
    dropped = ("#", '"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid')
    head_end = lines.index("") if "" in lines else len(lines)
    head = [line for line in lines[:head_end] if not line.startswith(dropped)]
    write_mo(mo, catalogue)
    return ("\n".join(head + lines[head_end:]) + "\n").encode(), mo.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The strings that have no French."""
    missing = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and not all(strings):
            missing.append(key_of(message)[1])
    return missing


def same_mo(path: Path, catalogue: Catalog) -> bool:
    """True when the compiled file says what the catalogue says."""
    from babel.messages.mofile import read_mo  # noqa: PLC0415 -- only for the check

    if not path.exists():
        return False
    with path.open("rb") as file:
        compiled = {plain_key(m): as_read(m.string) for m in read_mo(file) if m.id}
    return compiled == {plain_key(m): as_read(m.string) for m in catalogue if m.id and m.string and any(m.string)}


def plain_key(message: Message) -> tuple[str | None, str]:
    """The key of a message; a compiled file gives its context as bytes."""
    context, text = key_of(message)
    return (context.decode() if isinstance(context, bytes) else context), text


def as_read(string: object) -> object:
    """The translation; a compiled file gives plural forms as a list."""
    return tuple(string) if isinstance(string, list | tuple) else string


def update(*, check: bool) -> list[str]:
    """Write all catalogues, or with `check` write nothing; returns what is stale or untranslated."""
    problems: list[str] = []
    elsewhere = translations_elsewhere()
    found = extract()
    for area in areas_cached:
        path = po_path(area)
        if area not in found:
            if path.exists():
                problems.append(f"{path.relative_to(ROOT)}: no string is left here, delete it")
            continue
        catalogue = merged(area, found[area], elsewhere)
        po, mo = rendered(catalogue)
        if check:
            if not path.exists() or path.read_bytes() != po or not same_mo(path.with_suffix(".mo"), catalogue):
                problems.append(f"{path.relative_to(ROOT)}: stale, run `make messages`")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po)
            if not same_mo(path.with_suffix(".mo"), catalogue):
                path.with_suffix(".mo").write_bytes(mo)
        problems += [f"{path.relative_to(ROOT)}: no French for {text!r}" for text in untranslated(catalogue)]
    return problems


areas_cached = areas()


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on stale or missing translations")
    arguments = parser.parse_args()

    from django.conf import settings  # noqa: PLC0415 -- configured here only

    settings.configure(USE_I18N=True)
    problems = update(check=arguments.check)
    print("\n".join(problems) or "All strings are translated.")
    return 1 if problems and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
