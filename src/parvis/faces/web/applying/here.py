"""Who else has the application open, in words."""

from django.utils.translation import gettext as _


def here_sentence(names: list[str]) -> str:
    """Who else is here; nothing where nobody is."""
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s is here, too.") % {"name": names[0]}
    return _("Also here: %(names)s.") % {"names": ", ".join(names)}
