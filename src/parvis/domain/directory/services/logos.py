"""The logo of an organisation."""

from django.core.files.base import File
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.files.services.images import store_image
from parvis.base.files.services.store import remove_file
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.directory import rules
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.organisations import edit_organisation

PURPOSE = "directory.logo"
LARGEST = 512


def set_logo(
    *, actor: User, organisation: Organisation, upload: "File[bytes] | None", version: int | None = None
) -> Organisation:
    """Keep the picture as the logo, drawn anew, or take the logo away; the old picture goes."""
    if not rules.can_edit(actor, organisation):
        raise NotAllowed(_("You may not edit this organisation."))
    try:
        logo = store_image(actor=actor, upload=upload, purpose=PURPOSE, largest=LARGEST) if upload else None
    except InvalidInput as error:
        raise InvalidInput(str(error), {"logo": [str(error)]}) from error
    old = Organisation.objects.select_related("logo").get(pk=organisation.pk).logo
    edited = edit_organisation(actor=actor, organisation=organisation, changes=Changes({"logo": logo}), version=version)
    if old is not None and old != logo:
        remove_file(file=old)
    return edited
