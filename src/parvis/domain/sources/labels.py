"""The words for what an import counts, skips and remarks."""

from django.utils.translation import gettext_lazy as _

SKIPPED = {
    "withdrawn": _("withdrawn by the register"),
    "unnamed": _("no organisation named"),
    "unknown_number": _("names a number that no organisation has"),
}
"""Why a well-formed row brings nothing."""

COUNTS = {
    "read": _("rows read"),
    "new": _("new organisations"),
    "joined": _("joined to an organisation that was known"),
    "changed": _("changed"),
    "confirmed": _("confirmed as of a later day"),
    "same": _("unchanged"),
    "refused": _("lines refused"),
    "skipped": _("without an organisation"),
    "contradictions": _("joins forbidden by a contradiction"),
    "shared": _("numbers left out because several records carry them"),
    "relations": _("family ties added"),
    "unresolved": _("parents that are not in the directory"),
    "circular": _("family ties left out because they go round in a circle"),
    "vanished": _("no longer in the register"),
}
"""The figures of a run, in the order in which they are shown."""

REMARKS = {
    "contradiction": _("not joined by this number: another number says that it is someone else"),
    "owned": _("number left out: another organisation carries it"),
}
"""What a remark about a line means."""

NOTES = {
    "domain": _("field"),
    "panel": _("ERC panel"),
    "award": _("i-Lab prize"),
    "grand_prix": _("i-Lab distinction"),
    "legal_status": _("legal status"),
    "shared": _("number shared with other records"),
}
"""What the further notes of a record are called."""

NOTE_VALUES = {"public": _("public"), "private": _("private")}
