"""Numbers of research units: "UMR 8520", "UMR_S 1142", "U1142", "EA 3188", "Inserm 1266".

Kinds that keep their number when they are renamed are one family: a university's EA became UR (or ULR), an UMS or USR
became UAR, and Inserm writes U, UMR_S and UMR for the same unit.
"""

import re
from collections.abc import Sequence

FAMILIES: dict[str, tuple[str, ...]] = {
    "umr": ("umr", "umrd", "umra", "umrt", "umre", "umrc", "umrm", "um"),
    "u": ("u", "umrs", "us"),
    "ea": ("ea", "ur", "ulr", "upres", "upresea", "uru", "usc", "ue", "jeea"),
    "uar": ("uar", "usr", "ums", "umsr"),
    "upr": ("upr",),
    "fr": ("fr", "fed", "sfr", "ifr"),
    "fre": ("fre",),
    "irl": ("irl", "umi"),
    "erl": ("erl", "ers", "emr", "epr"),
    "cic": ("cic", "cicp", "cicec"),
}
CODES = {family: code for code, family in enumerate(FAMILIES, 1)}
NAMES = {code: family.upper() for family, code in CODES.items()}
_KINDS = {kind: CODES[family] for family, kinds in FAMILIES.items() for kind in kinds}
WIDTH = 100_000
"""A label is its family times this, plus its number."""

_OWNERS = "cnrs|inserm|inra|inrae|ird|cirad|cea|ifremer|univ|universite|mnhn|agroparistech|s|d|a|t|i|m|c|ea"
_NAMED = frozenset(_OWNERS.split("|"))
_KIND = "|".join(sorted({*_KINDS, "umr s", "umr d", "umr a", "umr t", "umr m"}, key=len, reverse=True))
_UNIVERSITY = re.compile(r"(?<![a-z0-9])(ea|ur|ulr|umr|umrs|uar|usr|upr) ([a-z]{2,6}) (?=\d{4}(?![0-9]))")
"""A university between the kind and the number: "UR UPJV 3900"."""
_LABEL = re.compile(
    rf"(?<![a-z0-9])(?P<kind>{_KIND})(?P<owner>(?: ?(?:{_OWNERS}))?(?: (?:{_OWNERS}))?)(?: ?(?:n|no|numero|num))?"
    r" ?(?P<number>\d{1,4})(?![0-9])"
    r"|(?<![a-z0-9])(?P<inserm>inserm|cnrs|equipe d accueil) ?(?P<other>\d{3,4})(?![0-9])"
)
_OWNED = {"inserm": "u", "cnrs": "umr", "equipe d accueil": "ea"}
SHORTEST = 2
"""A number of one digit is rarely that of a unit."""


def labels_all(folded: Sequence[str]) -> tuple[list[tuple[int, ...]], list[str]]:
    """The labels of each folded name, in order and without repeats, and the names without them."""
    found: list[tuple[int, ...]] = []
    rest: list[str] = []
    for name in folded:
        if not any(map(str.isdigit, name)):
            found.append(())
            rest.append(name)
            continue
        labels: dict[int, None] = {}
        pieces: list[str] = []
        start = 0
        text = _UNIVERSITY.sub(r"\2 \1 ", name)
        for match in _LABEL.finditer(text):
            label = _label(match)
            if label:
                labels[label] = None
                pieces += (text[start : match.start()], _organisations(match))
                start = match.end()
        pieces.append(text[start:])
        found.append(tuple(labels))
        rest.append(" ".join(" ".join(pieces).split()) if labels else name)
    return found, rest


def labels(folded: str) -> tuple[int, ...]:
    """The labels of one folded text."""
    return labels_all([folded])[0][0]


def only_owners(rest: str) -> bool:
    """Whether what a label leaves of a name is nothing but its owners: "cnrs" of "UMR CNRS 5242"."""
    return all(word in _NAMED for word in rest.split())


def written(label: int) -> str:
    """A label as people write it: "UMR 8520"."""
    return f"{NAMES[label // WIDTH]} {label % WIDTH}"


def _organisations(match: re.Match[str]) -> str:
    """The owners that a label names, which are part of the name: the CNRS of "UMR CNRS 5242"."""
    words = [*(match["owner"] or "").split(), match["inserm"] or ""]
    return " ".join(word for word in words if len(word) > SHORTEST and word in _NAMED)


def _label(match: re.Match[str]) -> int:
    number = match["number"] or match["other"]
    if len(number.lstrip("0")) < SHORTEST:
        return 0
    if match["inserm"]:
        code = CODES[_OWNED[match["inserm"]]]
    else:
        kind = match["kind"].replace(" ", "")
        code = CODES["u"] if kind == "umr" and not {"s", "inserm"}.isdisjoint(match["owner"].split()) else _KINDS[kind]
    return code * WIDTH + int(number)
