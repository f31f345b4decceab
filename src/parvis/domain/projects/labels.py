"""The words for what an import of projects counts."""

from django.utils.translation import gettext_lazy as _

COUNTS = {
    "read": _("rows read"),
    "new": _("new projects"),
    "changed": _("projects changed"),
    "confirmed": _("projects confirmed as of a later day"),
    "same": _("projects unchanged"),
    "older": _("projects of which a later file says more"),
    "new_participations": _("new participations"),
    "changed_participations": _("participations changed"),
    "gone_participations": _("participations that the file no longer has"),
    "skipped": _("rows that name no one"),
    "refused": _("lines refused"),
}
"""The figures of an import, in the order in which they are shown."""

TIES = {
    "number": _("participations tied by a number"),
    "name": _("participations tied by their name"),
    "untied": _("participations that stay names"),
    "doubtful": _("of these, names that resemble an organisation without being sure"),
}
"""The figures of a round of tying."""
