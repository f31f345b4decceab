"""Begin a form with the questions of a starter."""

from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.forms.enums import Audience
from parvis.base.forms.models import FormVersion, Question, Section
from parvis.base.forms.options import clean_options
from parvis.base.forms.selectors.versions import sections_of
from parvis.base.forms.services.parts import changing
from parvis.base.forms.starters import Asked, Starter
from parvis.core.errors import Conflict


def begin_with(*, actor: User | None, version: FormVersion, starter: Starter) -> None:
    """Write the questions of a starter into an empty draft. Conflict where it has questions or sections already."""
    with changing(actor, version, "starter_taken"):
        if sections_of(version):
            raise Conflict(_("This form has questions already."))
        for place, part in enumerate(starter.parts):
            section = Section.objects.create(
                version=version, key=f"part-{part.key}", position=place, label_fr=part.fr, label_en=part.en
            )
            Question.objects.bulk_create(
                _question(section, number, asked) for number, asked in enumerate(part.questions)
            )


def _question(section: Section, number: int, asked: Asked) -> Question:
    return Question(
        section=section,
        version=section.version,
        key=asked.key,
        position=number,
        kind=asked.kind,
        label_fr=asked.fr,
        label_en=asked.en,
        help_fr=asked.help_fr,
        help_en=asked.help_en,
        is_required=asked.required,
        is_identifying=asked.identifying,
        audience=Audience.TEAM if asked.team_only else Audience.REVIEWERS,
        options=clean_options(asked.kind, asked.options),
        condition={"question": asked.when[0], "any": list(asked.when[1])} if asked.when else {},
    )
