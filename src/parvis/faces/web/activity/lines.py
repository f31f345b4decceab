"""Lines of the log as pages show them: in words, with the present name and address of each object."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.base.activity.registry import label_of
from parvis.base.jobs.models import Job
from parvis.base.jobs.registry import label_of as job_label_of
from parvis.domain.directory.models import Organisation, Person
from parvis.faces.web.activity.details import Detail, Thing, all_named, details_of
from parvis.faces.web.activity.forms import name_of_kind


@dataclass(frozen=True)
class Line:
    """One line: who did what to what, in words."""

    entry: Entry
    who: str
    act: str | Promise
    thing: Thing
    kind: str
    details: Sequence[Detail]


def lines(entries: Iterable[Entry]) -> list[Line]:
    """The lines of one page; one query for each kind of object, in their details too, however many lines."""
    found = list(entries)
    things = _things(found)
    return [
        Line(
            entry=entry,
            who=name_of_actor(entry.actor),
            act=label_of(entry.verb),
            thing=things.get((entry.target_type, entry.target_id), Thing(entry.target_label)),
            kind=name_of_kind(entry.target_type) if entry.target_type else "",
            details=details_of(entry.data, things),
        )
        for entry in found
    ]


def name_of_actor(actor: User | None) -> str:
    """Whoever acted."""
    if actor is None:
        return _("parvis itself")
    return _("an erased account") if actor.erased_at else actor.display_name


def _things(entries: Sequence[Entry]) -> dict[tuple[str, str], Thing]:
    ids: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        ids[entry.target_type].add(entry.target_id)
    for kind, key in all_named(entry.data for entry in entries):
        ids[kind].add(key)
    return {
        (kind, key): thing
        for kind, keys in ids.items()
        if kind in RESOLVERS
        for key, thing in RESOLVERS[kind](keys).items()
    }


def _accounts(keys: Iterable[str]) -> Mapping[str, Thing]:
    return {str(user.pk): Thing(name_of_actor(user)) for user in User.objects.filter(pk__in=keys)}


def _organisations(keys: Iterable[str]) -> Mapping[str, Thing]:
    found = Organisation.objects.filter(pk__in=keys).values_list("pk", "name", "slug")
    return {str(key): Thing(name, reverse("directory:organisation", args=[slug])) for key, name, slug in found}


def _people(keys: Iterable[str]) -> Mapping[str, Thing]:
    found = Person.objects.filter(pk__in=keys).values_list("pk", "name", "slug")
    return {str(key): Thing(name, reverse("directory:person", args=[slug])) for key, name, slug in found}


def _jobs(keys: Iterable[str]) -> Mapping[str, Thing]:
    found = Job.objects.filter(pk__in=keys).values_list("pk", "name")
    return {str(key): Thing(str(job_label_of(name)), reverse("jobs:job", args=[key])) for key, name in found}


RESOLVERS: dict[str, Callable[[Iterable[str]], Mapping[str, Thing]]] = {
    "accounts.user": _accounts,
    "directory.organisation": _organisations,
    "directory.person": _people,
    "jobs.job": _jobs,
}
"""Objects that have a page, or a name that the log may not keep."""
