"""What the log says of projects."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "projects.imported": _("imported projects"),
    "projects.tied": _("tied participations to organisations"),
}
