"""What is said of a joint project and of its partners, and what of it is refused."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.core import clock
from parvis.core.errors import InvalidInput
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.directory.standing import lasting
from parvis.domain.joint_projects.enums import PartnerRole, ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.reference.models import Theme

RESERVED = frozenset({"new", "mine", "from", "news", "consent"})
"""Words that stand in an address where those of projects stand."""

TITLE, PART, NAME = 200, 300, 200
"""Letters of what is typed."""


@dataclass(frozen=True)
class ProjectValues:
    """What its partners say of a project; one of the titles is needed. Its state counts only when it is entered."""

    title_fr: str = ""
    title_en: str = ""
    summary_fr: str = ""
    summary_en: str = ""
    themes: Sequence[Theme] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    readers: Readers = Readers.PARTNERS
    state: ProjectState = ProjectState.IDEA
    state_on: dt.date | None = None
    is_invented: bool = False


@dataclass(frozen=True)
class PartnerValues:
    """An organisation that takes part; `person` is whom to talk to there, `joined_on` today where nothing is said."""

    organisation: Organisation
    role: PartnerRole = PartnerRole.PARTNER
    part: str = ""
    person: Person | None = None
    joined_on: dt.date | None = None


def one_line(text: str, most: int) -> str:
    """The text in one line, not longer than its column."""
    return " ".join(text.split())[:most].strip()


def refuse(field: str, sentence: str) -> InvalidInput:
    """The error about one field of a form."""
    return InvalidInput(sentence, {field: [sentence]})


def write_values(project: JointProject, values: ProjectValues) -> None:
    """Put the values on the project, without saving it. Raises InvalidInput."""
    project.title_fr, project.title_en = one_line(values.title_fr, TITLE), one_line(values.title_en, TITLE)
    project.summary_fr, project.summary_en = values.summary_fr.strip(), values.summary_en.strip()
    project.starts_on, project.ends_on = values.starts_on, values.ends_on
    project.readers = values.readers
    if not (project.title_fr or project.title_en):
        raise refuse("title_fr", _("Give the project a title, in French or in English."))
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        raise refuse("ends_on", _("A project does not end before it begins."))
    if values.state_on and values.state_on > clock.today():
        raise refuse("state_on", _("This day is yet to come."))


def slug_for(project: JointProject) -> str:
    """A free address for the page of a new project; a number keeps it apart from the pages about all of them."""
    title = (project.title_fr or project.title_en)[:100]
    return free_slug(f"{title} 2" if slugify(title) in RESERVED else title, JointProject)


def check_partner(values: PartnerValues) -> None:
    """The contact has to be of the organisation now, and nobody joins in the future. Raises InvalidInput."""
    person = values.person
    if person and not person.memberships.filter(lasting(), organisation=values.organisation).exists():
        raise refuse("person", _("This person is not a member of the organisation now."))
    if values.joined_on and values.joined_on > clock.today():
        raise refuse("joined_on", _("This day is yet to come."))
