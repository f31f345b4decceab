"""What an application says, as the jury reads it: the last version that was submitted."""

from parvis.base.forms.enums import Audience
from parvis.base.forms.selectors import ReadSection, as_read
from parvis.domain.calls.models import Application


def sections_of(application: Application, *, is_team: bool) -> list[ReadSection]:
    """The answers in their sections; jurors who do not run the call read what reviewers read."""
    version = application.versions.select_related("form_version").order_by("-number").first()
    if version is None:
        return []
    audience = Audience.TEAM if is_team else Audience.REVIEWERS
    return as_read(version.form_version, version.answers, audience=audience)
