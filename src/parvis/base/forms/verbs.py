"""What the log says of forms."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "forms.created": _("began a form"),
    "forms.copied": _("copied a form"),
    "forms.changed": _("changed a form"),
    "forms.published": _("published a form"),
    "forms.discarded": _("dropped the changes to a form"),
}
