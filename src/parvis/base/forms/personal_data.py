"""What forms hold about someone: the answers that they wrote."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.forms.models import Answer, AnswerChange, FormVersion


def export(user: User) -> dict[str, Any]:
    """Every answer of theirs that stands, and what they wrote before or beside it."""
    answers = Answer.objects.filter(written_by=user).order_by("sheet_id", "pk")
    changes = AnswerChange.objects.filter(written_by=user).order_by("pk")
    return {
        "answers": list(answers.values("sheet_id", "question", "value", "written_at")),
        "earlier": list(changes.values("sheet_id", "question", "value", "kept", "written_at")),
        "published": list(
            FormVersion.objects.filter(published_by=user).order_by("pk").values("form__title", "number", "published_at")
        ),
    }


def erase(user: User) -> list[str]:
    """Answers belong to what they were given for; only the name of who wrote them goes."""
    FormVersion.objects.filter(published_by=user).update(published_by=None)
    changed = Answer.objects.filter(written_by=user).update(written_by=None)
    if changed or AnswerChange.objects.filter(written_by=user).exists():
        return [gettext("Answers that you wrote for an organisation stay with it, without your name.")]
    return []


ANSWERS = PersonalData(
    export=export,
    erase=erase,
    held=_("The answers that you wrote in forms, and what they were before."),
    purpose=_("So that an organisation can apply together, and nothing that was typed is lost."),
    seen_by=_("Whoever fills in the same form, the campus team, and reviewers as the form says."),
    kept=_("As long as what the form was filled in for."),
    stays=_("Answers that you wrote for an organisation, without your name: they are part of its application."),
)
