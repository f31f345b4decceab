"""The invented organisations and their people, as the tables of `data/` list them."""

import csv
import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from parvis.base.accounts.models import User
from parvis.demo.context import DATA
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation

SELF = "self"
APPLICANTS = DATA / "applicants.csv"


@dataclass(frozen=True)
class PersonRow:
    """Someone's function at a start-up; the same name is the same person, described by their first row.

    `account` is the key of one of the demo's own accounts, `self` for an account of their own, or empty for someone who
    has none; `level` is the right of that account over the start-up, `is_linked` says that the
    account said “this is me”.
    """

    startup: str
    name: str
    account: str
    level: str
    is_linked: bool
    function: dict[str, Any]
    person: dict[str, Any]


def read_startups() -> list[dict[str, str]]:
    """The start-ups, each by its key."""
    return _read(DATA / "startups.csv")


def read_applicants() -> list[dict[str, str]]:
    """The start-ups that applied to the past call and to the open one, each by its key."""
    return _read(APPLICANTS)


@cache
def read_texts() -> dict[str, dict[str, list[str]]]:
    """What applicants write, in each language, by a word in the key of the question; {name} is the start-up."""
    found: dict[str, dict[str, list[str]]] = json.loads((DATA / "answers.json").read_text(encoding="utf-8"))
    return found


def read_people() -> list[PersonRow]:
    """The functions of people, start-up by start-up, whoever owns its page first."""
    return [
        PersonRow(
            startup=row["startup"],
            name=row["name"],
            account=row["account"],
            level=row["level"],
            is_linked=row["is_linked"] == "yes",
            function={
                "title": row["title"],
                "starts_on": _day(row["starts_on"]),
                "ends_on": _day(row["ends_on"]),
                "is_public": row["is_public"] == "yes",
            },
            person={name: row[name] for name in ("name", "headline", "email", "phone", "contact_visibility")},
        )
        for row in _read(DATA / "people.csv")
    ]


def read_partners() -> list[dict[str, str]]:
    """The hospitals, laboratories and others with which start-ups work, each by its key."""
    return _read(DATA / "partners.csv")


def read_table(name: str) -> list[dict[str, str]]:
    """Another table of the demo, row by row."""
    return _read(DATA / f"{name}.csv")


def invented(key: str) -> Organisation:
    """The invented start-up or partner of this key."""
    name = next(row["name"] for row in (*read_startups(), *read_partners()) if row["key"] == key)
    return Organisation.objects.get(name=name, is_invented=True)


def owner_of(organisation: Organisation) -> User | None:
    """Whoever first came to own its page."""
    access = Access.objects.filter(organisation=organisation, level=AccessLevel.OWNER).select_related("user")
    first = access.order_by("pk").first()
    return first.user if first else None


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
