"""What the log says of judgements and merges."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "linking.judged": _("judged whether two organisations are one"),
    "linking.withdrawn": _("took back a judgement"),
    "linking.batch_drawn": _("chose pairs to confirm together"),
    "linking.batch_confirmed": _("confirmed pairs together"),
    "linking.batch_dropped": _("gave up confirming pairs together"),
    "linking.batch_undone": _("undid merges together"),
    "linking.merged": _("merged another organisation into this one"),
    "linking.unmerged": _("undid a merge into this organisation"),
    "linking.restored": _("gave back an organisation that had been merged"),
}
