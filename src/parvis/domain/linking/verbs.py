"""What the log says of judgements and merges."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "linking.judged": _("judged whether two organisations are one"),
    "linking.withdrawn": _("took back a judgement"),
    "linking.file_staged": _("read a file of judged pairs"),
    "linking.file_imported": _("imported judged pairs"),
    "linking.file_dropped": _("set a file of judged pairs aside"),
    "linking.file_undone": _("took imported judgements back"),
    "linking.batch_drawn": _("chose pairs to confirm together"),
    "linking.batch_confirmed": _("confirmed pairs together"),
    "linking.batch_dropped": _("gave up confirming pairs together"),
    "linking.batch_undone": _("undid merges together"),
    "linking.merged": _("merged another organisation into this one"),
    "linking.unmerged": _("undid a merge into this organisation"),
    "linking.restored": _("gave back an organisation that had been merged"),
}
