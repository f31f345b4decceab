"""What else a line of the log says, in words: roles, rights, fields and people under the names they have now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Role
from parvis.domain.campus.models import Campus
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.registry import source_info
from parvis.domain.linking.enums import Verdict
from parvis.domain.reference.models import Theme
from parvis.domain.sources.enums import ChangeKind

Data = Mapping[str, Any]

LABELS: dict[str, str | Promise] = {
    "absorbed": _("number of the one that was taken in"),
    "account": _("account"),
    "before": _("before"),
    "count": _("how many"),
    "counts": _("lines"),
    "fields": _("fields"),
    "going": _("organisations removed"),
    "judgement": _("judgement"),
    "level": _("right"),
    "merge": _("merge"),
    "name": _("name"),
    "other": _("number of the other one"),
    "pair": _("pair"),
    "pairs": _("pairs"),
    "person": _("person"),
    "redated": _("records with their former day"),
    "removed": _("records removed"),
    "restored": _("records restored"),
    "role": _("role"),
    "source": _("register"),
    "staying": _("organisations that stayed"),
    "user": _("account"),
    "verdict": _("verdict"),
}
WORDS: dict[str, dict[Any, Any]] = {
    "role": dict(Role.choices),
    "level": dict(AccessLevel.choices),
    "verdict": dict(Verdict.choices),
}
KINDS = {"person": "directory.person", "user": "accounts.user", "account": "accounts.user"}
"""Details that are the number of something with a name."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object as it is called now, and its page."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing more that a line says."""

    label: str | Promise
    thing: Thing


def named(data: Data) -> list[tuple[str, str]]:
    """(kind, number) of each object that the details name by its number."""
    return [(KINDS[key], str(value)) for key, value in data.items() if key in KINDS and value]


def details_of(data: Data, things: Mapping[tuple[str, str], Thing]) -> list[Detail]:
    """The details in words; `things` knows the objects of `named`. What is empty says nothing."""
    return [
        Detail(LABELS.get(key, key.replace("_", " ")), _thing(key, value, things))
        for key, value in data.items()
        if value not in (None, "", [], {})
    ]


def _thing(key: str, value: Any, things: Mapping[tuple[str, str], Thing]) -> Thing:
    if key in KINDS:
        return things.get((KINDS[key], str(value))) or Thing(gettext("no longer there"))
    if key == "source":
        return Thing(str(source_info(value).name))
    if key == "fields" and isinstance(value, list):
        return Thing(", ".join(map(field_name, value)))
    if key == "counts" and isinstance(value, dict):
        return Thing(", ".join(f"{word} ({value[kind]})" for kind, word in ChangeKind.choices if value.get(kind)))
    return Thing(str(WORDS[key].get(value, value)) if key in WORDS else _plain(value))


def field_name(name: str) -> str:
    """What people call a field of an organisation, of the campus or of a theme."""
    for model in (Organisation, Campus, Theme):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field):
            return str(field.verbose_name)
    return str(name).replace("_", " ")


def _plain(value: Any) -> str:
    """A detail in one line."""
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    return str(value)


def all_named(datas: Iterable[Data]) -> list[tuple[str, str]]:
    """(kind, number) of every object that any of the details names."""
    return [pair for data in datas for pair in named(data)]
