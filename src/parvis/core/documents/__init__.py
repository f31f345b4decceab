"""Documents as PDF, written by typst from a template of the package and data, with the fonts that typst carries.

A template is a `.typ` file inside the package that begins with `#import "/core/documents/house.typ": data, house` and
`#show: house`. What people wrote reaches it as strings of JSON, so nothing in it is read as markup.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import Promise

PACKAGE = Path(__file__).resolve().parents[2]
ATTEMPTS: tuple[tuple[Literal["ua-1"] | None, bool], ...] = (("ua-1", True), ("ua-1", False), (None, False))
"""PDF/UA-1, tagged for screen readers, refuses a text with a sign that no font shows: then the fonts of the machine
help, and where they do not, the document is tagged all the same, with an empty box for what nobody can show."""
NO_SIGN = "could not be displayed"


def render_pdf(*, template: Path, title: str, language: str, data: Mapping[str, Any], written_at: dt.datetime) -> bytes:
    """The document; the same template, data and moment give the same bytes.

    `template` lies inside the package. `written_at` is the moment that the file states as its own.
    """
    import typst  # noqa: PLC0415 -- 80 MB, and most processes write no document

    inputs = {"title": title, "language": language[:2], "data": json.dumps(data, cls=_Encoder)}
    at = written_at.replace(microsecond=0)
    for standards, without_system in ATTEMPTS:
        compiler = typst.Compiler(str(template), PACKAGE, ignore_system_fonts=without_system, sys_inputs=inputs)
        try:
            content = compiler.compile(format="pdf", pdf_standards=standards, timestamp=at)
            break
        except typst.TypstError as error:
            if NO_SIGN not in str(error):
                raise
    return content if isinstance(content, bytes) else b"".join(content or ())


class _Encoder(DjangoJSONEncoder):
    """Translated texts, too."""

    def default(self, o: Any) -> Any:
        """As text in the present language."""
        return str(o) if isinstance(o, Promise) else super().default(o)
