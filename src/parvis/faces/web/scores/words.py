"""Words for scores."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

DOUBTS = {
    "no_review": gettext_lazy("No review counts yet."),
    "one_review": gettext_lazy("Whether it is good or its reviewer generous cannot be told apart."),
    "apart": gettext_lazy(
        "No chain of shared reviewers ties it to most others; that these are not stricter is assumed."
    ),
    "new_reviewer": gettext_lazy("Someone who read it reviewed fewer than three applications."),
}
SHORT = {
    "no_review": pgettext_lazy("warning", "no review"),
    "one_review": pgettext_lazy("warning", "one review"),
    "apart": pgettext_lazy("warning", "apart"),
    "new_reviewer": pgettext_lazy("warning", "new reviewer"),
}


def shares_in_words(shares: Sequence[float]) -> str:
    """Where the differences between marks come from, as a sentence; nothing without marks."""
    if not shares:
        return ""
    quality, leniency, chance = (round(100 * share) for share in shares)
    sentence = _(
        "Of what marks differ by, %(quality)d%% comes from the applications, %(leniency)d%% from how strict "
        "reviewers are, and %(chance)d%% from chance."
    )
    return sentence % {"quality": quality, "leniency": leniency, "chance": chance}
