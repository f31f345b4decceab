"""Tables in a small window: each cell carries the name of its column, so that a row can be shown as a short list.

Loaded into every template; `<c-table wide="yes">` uses it.
"""

import re
from html import unescape
from itertools import zip_longest

from django import template
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString

register = template.Library()

HEAD = re.compile(r"<th\b.*?</th>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)
CELL = re.compile(r"<t[dh]\b[^>]*>")


@register.filter
def labelled(body: str, head: str) -> SafeString:
    """The rows of a table with `data-label` on each cell, from the cells of its head; both are markup of ours."""
    labels = [_label(cell) for cell in HEAD.findall(str(head))]
    return SafeString(ROW.sub(lambda row: _row(row[0], labels), str(body)))


def _label(head: str) -> str:
    """The words of a head; those that only a screen reader hears are not shown beside the cells either."""
    return " ".join(unescape(strip_tags(HIDDEN.sub("", head))).split())


def _row(row: str, labels: list[str]) -> str:
    """One row; left as it is when it has more cells than the head, or one across several columns."""
    cells = CELL.findall(row)
    if len(cells) > len(labels) or "colspan" in row:
        return row
    parts = CELL.split(row)
    marked = [_cell(cell, label) for cell, label in zip(cells, labels, strict=False)]
    return "".join(part + cell for part, cell in zip_longest(parts, marked, fillvalue=""))


def _cell(cell: str, label: str) -> str:
    return f'{cell[:-1]} data-label="{escape(label)}">' if label and cell.startswith("<td") else cell
