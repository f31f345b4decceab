"""Add, change and remove sites."""

import datetime as dt
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.reference.models import Commune
from parvis.domain.sites.models import Site
from parvis.domain.sites.rules import can_manage_sites


@dataclass(frozen=True)
class SiteValues:
    """What is known about a site; the commune gives its position."""

    name: str
    address: str = ""
    commune: Commune | None = None
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    note_fr: str = ""
    note_en: str = ""
    position: int = 0


def create_site(*, actor: User | None, values: SiteValues) -> Site:
    """Add a site; `actor` None is parvis itself. Raises NotAllowed and InvalidInput."""
    site = Site(slug=_free_slug(values.name))
    return _write(actor, site, values, "sites.created")


def edit_site(*, actor: User | None, site: Site, values: SiteValues) -> Site:
    """Change a site; its address on the web stays. Raises NotAllowed and InvalidInput."""
    return _write(actor, site, values, "sites.edited")


def remove_site(*, actor: User | None, site: Site) -> None:
    """Remove a site that was added by mistake; one that closed is kept, with its closing day."""
    _check(actor)
    with transaction.atomic():
        record(actor=actor, verb="sites.removed", target=site)
        site.delete()


def _write(actor: User | None, site: Site, values: SiteValues, verb: str) -> Site:
    _check(actor)
    if values.opens_on and values.closes_on and values.closes_on < values.opens_on:
        sentence = _("A site cannot close before it opens.")
        raise InvalidInput(sentence, {"closes_on": [sentence]})
    for field in fields(values):
        setattr(site, field.name, getattr(values, field.name))
    site.latitude = values.commune.latitude if values.commune else None
    site.longitude = values.commune.longitude if values.commune else None
    try:
        site.clean_fields()
    except ValidationError as error:
        raise InvalidInput(_("The site was not saved."), error.message_dict) from error
    with transaction.atomic():
        site.save()
        record(actor=actor, verb=verb, target=site)
    return site


def _free_slug(name: str) -> str:
    base = slugify(name)[:100] or "site"
    slug, number = base, 2
    while Site.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def _check(actor: User | None) -> None:
    if actor is not None and not can_manage_sites(actor):
        raise NotAllowed(_("Only site managers and campus administrators may change the sites."))
