"""What the log says of judgements and merges."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "linking.merged": _("merged another organisation into this one"),
    "linking.unmerged": _("undid a merge into this organisation"),
    "linking.restored": _("gave back an organisation that had been merged"),
}
