"""What the log says of suggestions."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "matchmaking.opinion_said": _("said what they think of a suggestion"),
    "matchmaking.opinion_taken_back": _("took back what they thought of a suggestion"),
    "matchmaking.asked": _("asked for suggestions"),
    "matchmaking.digest_chosen": _("chose about the weekly digest"),
}
