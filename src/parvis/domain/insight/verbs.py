"""What the log says of indicators."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "insight.snapshots_taken": _("kept the indicators of a day"),
    "insight.indicator_published": _("made an indicator public"),
    "insight.indicator_withdrawn": _("took an indicator back from the public"),
}
