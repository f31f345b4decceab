"""The logo of the campus."""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.services.images import store_image
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.campus.models import Campus
from parvis.domain.campus.rules import can_edit_campus
from parvis.domain.campus.selectors.campus import forget_campus

PURPOSE = "campus.logo"


def change_logo(*, actor: User | None, upload: "File[bytes] | None") -> Campus:
    """Show this image in the header of every page; None goes back to the mark of parvis.

    The former file is left without a reference, and removed with the other orphans. Raises NotAllowed, InvalidInput
    for what is no readable image, and Conflict before the campus has a name.
    """
    if actor is not None and not can_edit_campus(actor):
        raise NotAllowed(_("Only campus administrators may change the campus."))
    with transaction.atomic():
        campus = Campus.objects.first()
        if campus is None:
            raise Conflict(_("Give the campus a name first."))
        campus.logo = store_image(actor=actor, upload=upload, purpose=PURPOSE) if upload else None
        campus.save(update_fields=["logo", "updated_at"])
        record(actor=actor, verb="campus.logo_changed", target=campus)
        transaction.on_commit(forget_campus)
    return campus
