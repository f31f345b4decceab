"""News of a project, in the words of its partners or of the campus."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import NotAllowed
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.joint_projects.models import JointProject, News
from parvis.domain.joint_projects.services.acting import check_writer, heard, note
from parvis.domain.joint_projects.services.values import refuse

LONGEST = 5_000


def say_news(*, actor: User, project: JointProject, text: str) -> News:
    """Say how it goes; whoever was to be asked is not asked any more. Raises NotAllowed, InvalidInput."""
    check_writer(actor, project)
    said = text.strip()
    if not said:
        raise refuse("text", _("Say in a sentence how the project goes."))
    if len(said) > LONGEST:
        raise refuse("text", _("Keep it to %(number)s characters.") % {"number": LONGEST})
    with transaction.atomic():
        news = News.objects.create(project=project, text=said, said_by=actor, said_at=clock.now())
        heard(project)
        note(actor, project, "news_said")
    return news


def remove_news(*, actor: User, news: News) -> None:
    """Take back what one said oneself, or, for the campus, what somebody should not have said. Raises NotAllowed."""
    if news.said_by_id != actor.pk and not is_directory_team(actor):
        raise NotAllowed(_("Only whoever said it, and the campus, take news back."))
    check_writer(actor, news.project)
    with transaction.atomic():
        note(actor, news.project, "news_removed")
        news.delete()
