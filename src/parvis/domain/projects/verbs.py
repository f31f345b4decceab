"""What the log says of projects."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "projects.imported": _("imported projects"),
    "projects.staged": _("read files of projects"),
    "projects.discarded": _("set an import of projects aside"),
    "projects.rolled_back": _("rolled an import of projects back"),
    "projects.tied": _("tied participations to organisations"),
}
