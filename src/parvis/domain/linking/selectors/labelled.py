"""Judgements as pairs that weights can be fitted to, in the columns that `parvis engine fit` reads."""

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.base.accounts.rules import Actor
from parvis.domain.linking.enums import Verdict
from parvis.domain.linking.keys import Key
from parvis.domain.linking.labelled import BETWEEN, COLUMNS, COMPARED, LISTS, PLAIN
from parvis.domain.linking.models import Judgement
from parvis.domain.linking.selectors.judgements import last_words
from parvis.domain.linking.standing import is_judge

SAME = {Verdict.SAME: "1", Verdict.DIFFERENT: "0"}

__all__ = ["COLUMNS", "labelled_pairs"]


def labelled_pairs(actor: Actor) -> Iterator[list[str]]:
    """A row for each pair whose last judgement says the same or different, for whoever may judge.

    What was compared is what the judgement keeps; a pair of which it keeps no names teaches nothing, and is left out.
    """
    words = last_words() if is_judge(actor) else {}
    for (left, right), judgement in sorted(words.items()):
        if judgement.verdict in SAME and _names(judgement):
            sides = (left, judgement.left_record), (right, judgement.right_record)
            cells = (cell for key, said in sides for cell in _cells(key, said))
            yield [SAME[Verdict(judgement.verdict)], *cells, _who(judgement), judgement.reason]


def _who(judgement: Judgement) -> str:
    """Who judged it first, as a name."""
    return judgement.said_by or (judgement.judged_by.display_name if judgement.judged_by else "")


def _names(judgement: Judgement) -> bool:
    return bool(judgement.left_record.get("name") and judgement.right_record.get("name"))


def _cells(key: Key, said: Mapping[str, Any]) -> list[str]:
    numbers = said.get("identifiers", ())
    return [
        ":".join(key),
        *(str(said.get(name, "")) for name in PLAIN),
        *(BETWEEN.join(said.get(name, ())) for name in LISTS),
        *(BETWEEN.join(value for scheme, value in numbers if scheme == wanted) for wanted in COMPARED),
    ]
