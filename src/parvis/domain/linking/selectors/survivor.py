"""Which of two organisations keeps its page when they become one."""

from parvis.domain.directory.models import Access, Organisation


def survivor_first(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """The two in the order of the rule: who keeps the page, then who is taken in.

    The one with more accounts that act for it; then the one that more registers know; then the one that weighs more;
    then the one that has been there longer. Whoever merges may turn the order round.
    """
    ids = [one.pk, other.pk]
    rights = list(Access.objects.filter(organisation__in=ids).order_by("pk").values_list("organisation_id", flat=True))

    def worth(organisation: Organisation) -> tuple[int, int, float, int]:
        return (
            rights.count(organisation.pk),
            len(organisation.sources),
            organisation.weight,
            -organisation.pk,
        )

    first, second = sorted((one, other), key=worth, reverse=True)
    return first, second
