"""The rubric of the demo's panels."""

from parvis.domain.reviews.models import Criterion, Panel

CRITERIA = (
    ("Besoin", "Need", "Le problème est-il réel et bien compris ?", "Is the problem real and well understood?", 2),
    ("Solution", "Solution", "Est-elle faisable, sobre et sûre ?", "Is it feasible, frugal and safe?", 2),
    ("Équipe", "Team", "Saura-t-elle aller au bout ?", "Will they see it through?", 1),
    ("Campus", "Campus", "Qu’apportera-t-on l’un à l’autre ?", "What will each bring to the other?", 1),
)
ANCHORS = {
    "0": {"fr": "pas du tout", "en": "not at all"},
    "1": {"fr": "très peu", "en": "very little"},
    "2": {"fr": "en partie", "en": "in part"},
    "3": {"fr": "bien", "en": "well"},
    "4": {"fr": "très bien", "en": "very well"},
    "5": {"fr": "exemplaire", "en": "in an exemplary way"},
}


def criteria(panel: Panel) -> list[Criterion]:
    """Four criteria, the first two counting twice."""
    return Criterion.objects.bulk_create(
        Criterion(
            panel=panel,
            position=position,
            name_fr=name_fr,
            name_en=name_en,
            help_fr=help_fr,
            help_en=help_en,
            weight=weight,
            anchors=ANCHORS,
        )
        for position, (name_fr, name_en, help_fr, help_en, weight) in enumerate(CRITERIA)
    )
