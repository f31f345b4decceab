"""Add, write, order and retire the themes of the campus."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.reference.events import ThemeRenamed
from parvis.domain.reference.models import Theme
from parvis.domain.reference.rules import can_edit_themes

NAMES = ("name_fr", "name_en")
TEXTS = ("description_fr", "description_en")
LONGEST_NAME, LONGEST_TEXT = 120, 1000


def create_theme(*, actor: User | None, values: Mapping[str, Any]) -> Theme:
    """Add a theme at the end; its code is made from its English name and never changes."""
    _check(actor)
    cleaned = clean_theme({**dict.fromkeys((*NAMES, *TEXTS), ""), **values})
    code = slugify(cleaned["name_en"])[:60].strip("-")
    if not code or Theme.objects.filter(code=code).exists():
        sentence = _("There is a theme of this name already.") if code else _("Give a name with letters.")
        raise InvalidInput(sentence, {"name_en": [sentence]})
    with transaction.atomic():
        last = Theme.objects.aggregate(last=Max("position"))["last"] or 0
        theme = _stored(Theme(code=code, position=last + 1, **cleaned))
        record(actor=actor, verb="reference.theme_created", target=theme)
    return theme


def edit_theme(*, actor: User | None, theme: Theme, values: Mapping[str, Any]) -> Theme:
    """Change names and descriptions."""
    _check(actor)
    cleaned = clean_theme(values)
    changed = [name for name, value in cleaned.items() if getattr(theme, name) != value]
    if not changed:
        return theme
    with transaction.atomic():
        for name in changed:
            setattr(theme, name, cleaned[name])
        theme.save(update_fields=changed)
        record(actor=actor, verb="reference.theme_edited", target=theme, data={"fields": changed})
        if set(changed) & set(NAMES):
            bus.publish(ThemeRenamed(theme.code))
    return theme


def set_theme_active(*, actor: User | None, theme: Theme, is_active: bool) -> None:
    """Retire a theme, or offer it again; organisations that have it keep it."""
    _check(actor)
    verb = "reference.theme_restored" if is_active else "reference.theme_retired"
    with transaction.atomic():
        if Theme.objects.filter(pk=theme.pk, is_active=not is_active).update(is_active=is_active) != 1:
            raise Conflict(_("Someone else has done this already."))
        record(actor=actor, verb=verb, target=theme)


def order_themes(*, actor: User | None, codes: Sequence[str]) -> None:
    """Put the themes into this order; those that are not named come after, as they were."""
    _check(actor)
    with transaction.atomic():
        themes = list(Theme.objects.order_by("position", "pk"))
        place = {code: number for number, code in enumerate(codes)}
        themes.sort(key=lambda theme: place.get(theme.code, len(place)))
        for number, theme in enumerate(themes, 1):
            theme.position = number
        Theme.objects.bulk_update(themes, ["position"])
        record(actor=actor, verb="reference.themes_ordered")


def clean_theme(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are given, tidied. Raises InvalidInput by field."""
    cleaned, errors = {}, {}
    for name in (*NAMES, *TEXTS):
        if name in values:
            text = str(values[name] or "").replace("\r\n", "\n").strip()
            cleaned[name] = " ".join(text.split()) if name in NAMES else text
            longest = LONGEST_NAME if name in NAMES else LONGEST_TEXT
            if name in NAMES and not cleaned[name]:
                errors[name] = [_("This field is required.")]
            elif len(cleaned[name]) > longest:
                errors[name] = [_("At most %(count)d characters.") % {"count": longest}]
    if errors:
        raise InvalidInput(_("Some fields cannot be taken as they are."), errors)
    return cleaned


def _check(actor: User | None) -> None:
    if actor is not None and not can_edit_themes(actor):
        raise NotAllowed(_("Only campus administrators change the themes."))


def _stored(theme: Theme) -> Theme:
    try:
        with transaction.atomic():
            theme.save()
    except IntegrityError as error:
        raise Conflict(_("There is a theme of this name already.")) from error
    return theme
