"""What the owners of forms declare: what a form is for and who builds it, who reads answers, who knows companies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from parvis.core.registry import Registry

if TYPE_CHECKING:
    from parvis.base.accounts.rules import Actor
    from parvis.base.forms.models import AnswerSheet, Form, Question


@dataclass(frozen=True)
class Owner:
    """What a form is for, and who may build it.

    `title` names the owner (the title of a call) and `url` is its page, to which the builder leads back. `note` is a
    sentence shown to whoever builds the form, such as that applications are coming in.
    """

    title: str
    url: str
    can_build: "Callable[[Actor], bool]"
    note: str | Promise = ""


owners: "Registry[Callable[[Form], Owner | None]]" = Registry("owner of forms")
"""Each app that points to forms registers one function; it answers None for a form that is not its own."""

readers: "Registry[Callable[[Actor, AnswerSheet, Question], bool]]" = Registry("reader of answers")
"""Each app that points to sheets registers who may read the files of an answer; False for a sheet of others."""


@dataclass(frozen=True)
class Company:
    """What a directory knows of a number."""

    name: str
    city: str = ""
    url: str = ""


companies: Registry[Callable[[str], Company | None]] = Registry("directory of companies")
"""Whoever knows companies by their SIREN or SIRET; the first answer counts."""


def company_of(number: str) -> Company | None:
    """The company with this number, as far as anybody knows one."""
    return next((found for _name, find in companies if (found := find(number))), None)
