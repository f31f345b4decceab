"""What changed from one version of a form to the next."""

from dataclasses import dataclass, field

from parvis.base.forms.models import FormVersion, Question
from parvis.base.forms.models.forms import Asked
from parvis.base.forms.selectors.versions import sections_of

WORDS = ("label_fr", "label_en", "help_fr", "help_en")
RULES = ("kind", "options", "is_required", "audience", "is_identifying", "condition")


@dataclass(frozen=True)
class Changes:
    """Labels of what is new, gone, said otherwise, asked otherwise, or elsewhere."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """True where anything changed."""
        return any((self.added, self.removed, self.reworded, self.altered, self.moved))


def changes_between(older: FormVersion | None, newer: FormVersion) -> Changes:
    """What a reader of the older version would find changed; everything is new where there is none."""
    before, after = _listed(older), _listed(newer)
    kept = [key for key in after if key in before]
    return Changes(
        added=[one.label for key, (one, _place) in after.items() if key not in before],
        removed=[one.label for key, (one, _place) in before.items() if key not in after],
        reworded=[after[key][0].label for key in kept if _differs(before[key][0], after[key][0], WORDS)],
        altered=[after[key][0].label for key in kept if _differs(before[key][0], after[key][0], RULES)],
        moved=[after[key][0].label for key in _moved(before, after, kept)],
    )


Listed = dict[str, tuple[Asked, str]]


def _listed(version: FormVersion | None) -> Listed:
    """Sections and questions in their order, each with the section that it is in."""
    found: Listed = {}
    for section, questions in sections_of(version) if version else []:
        found[f"section {section.key}"] = (section, "")
        found |= {question.key: (question, section.key) for question in questions}
    return found


def _differs(one: Asked, other: Asked, names: tuple[str, ...]) -> bool:
    wanted = names if isinstance(one, Question) else tuple(name for name in names if hasattr(one, name))
    return any(getattr(one, name) != getattr(other, name) for name in wanted)


def _moved(before: Listed, after: Listed, kept: list[str]) -> list[str]:
    """The fewest that had to move: those outside of the longest run that kept its order, or in another section."""
    old = [key for key in before if key in after]
    place = {key: number for number, key in enumerate(old)}
    steady = _longest_rising([place[key] for key in kept])
    return [key for key in kept if place[key] not in steady or before[key][1] != after[key][1]]


def _longest_rising(numbers: list[int]) -> set[int]:
    best: list[list[int]] = []
    for number in numbers:
        best.append([*_longest([run for run in best if run[-1] < number]), number])
    return set(_longest(best))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=_size, default=[])


def _size(run: list[int]) -> int:
    return len(run)
