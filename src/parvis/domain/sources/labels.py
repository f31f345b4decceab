"""The words for what an import counts, skips and shows."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.directory.enums import Scheme
from parvis.domain.registers.mapping import NUMBERS

SKIPPED = {
    "withdrawn": _("withdrawn by the register"),
    "unnamed": _("no organisation named"),
    "unknown_number": _("names a number that no organisation has"),
    "abroad": _("in another country"),
    "natural_person": _("a person, not an organisation"),
    "not_public": _("not to be published, as the register says"),
    "other_resource": _("not an organisation"),
}
"""Why a well-formed row brings nothing."""

COUNTS = {
    "read": _("rows read"),
    "new": _("new organisations"),
    "doubtful": _("new, and resembling an organisation that is there"),
    "joined": _("joined to an organisation that was known"),
    "changed": pgettext_lazy("lines", "changed"),
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

FIELDS = {
    "name": _("name"),
    "kind": _("kind"),
    "status": _("status"),
    "website": _("website"),
    "founded_year": _("year of foundation"),
    "description_fr": _("description in French"),
    "description_en": _("description in English"),
    "place": _("address"),
    "position": _("position"),
    "names": _("other name"),
    "identifiers": _("number"),
    "links": _("link"),
    "themes": _("theme"),
    "parents": _("belongs to"),
    "notes": _("note"),
    "judged": _("judgement"),
}
"""The fields of a record, as differences name them."""

MAPPED: dict[str, str | Promise] = {
    "name": _("name"),
    "acronym": _("acronym"),
    "aliases": _("other names, separated by bars"),
    "key": _("key in the table"),
    **{str(scheme): Scheme(scheme).label for scheme in NUMBERS},
    "kind": _("kind"),
    "website": _("website"),
    "address": _("street and number"),
    "postcode": _("postcode"),
    "city": _("city"),
    "insee": _("INSEE code of the commune"),
    "country": _("country (two letters)"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "founded_year": _("year of foundation"),
    "description_fr": _("description in French"),
    "description_en": _("description in English"),
}
"""What a column of a table may be, in words."""

VERDICTS = {
    "human": _("what a person wrote here stays"),
    "other": _("left out: another organisation carries this number"),
    "same": _("a person said that it is this organisation"),
    "different": _("a person said that it is not this organisation"),
    "judged": _("not joined by this number: a person said that it is someone else"),
    "contradiction": _("not joined by this number: another number says that it is someone else"),
}
"""Whose word counts, where it is neither the record's own nor another register's."""

NOTES = {
    "domain": _("field"),
    "panel": _("ERC panel"),
    "award": _("i-Lab prize"),
    "grand_prix": _("i-Lab distinction"),
    "legal_status": _("legal status"),
    "category": _("category"),
    "eu_projects": _("European projects"),
    "shared": _("number shared with other records"),
}
"""What the further notes of a record are called."""

NOTE_VALUES = {"public": _("public"), "private": _("private")}
