"""Who may open the pages of juries and cohorts."""

from tests.faces.right import EVERYONE, NOBODY, OWNER, PUBLIC, Right, thing, token

PROGRAMME = frozenset({"programme", "administrator"})
JURORS = PROGRAMME | {"founding"}


def of_jury(actors, *, post=False, **keys):
    """A page of a jury; `keys` name the thing behind each further argument, or are what they say."""

    def arguments(things):
        found = {name: getattr(things, value).pk if name.endswith("_id") else value for name, value in keys.items()}
        return {"pk": things.jury.pk, **found}

    return Right(actors, NOBODY, arguments, "post" if post else "get")


def of_cohort(*, post=False, **keys):
    """A page on which a cohort is prepared."""

    def arguments(things):
        return {"pk": things.cohort.pk, **{name: getattr(things, thing).pk for name, thing in keys.items()}}

    return Right(PROGRAMME, NOBODY, arguments, "post" if post else "get")


JURIES = {
    "juries:index": Right(JURORS | OWNER),
    "juries:new": Right(PROGRAMME | OWNER),
    "juries:ranking": of_jury(JURORS),
    "juries:export": of_jury(JURORS, kind="csv"),
    "juries:decide_together": of_jury(JURORS, post=True),
    "juries:application": of_jury(JURORS, application_id="judged"),
    "juries:withdraw": of_jury(JURORS, post=True, application_id="judged"),
    "juries:shortlist": of_jury(JURORS, post=True, application_id="judged"),
    "juries:note": of_jury(JURORS, post=True, application_id="judged"),
    "juries:note_remove": of_jury(NOBODY, post=True, note_id="note"),
    "juries:waiting_list": of_jury(JURORS),
    "juries:waiting_move": of_jury(JURORS, post=True, decision_id="decision"),
    "juries:agenda": of_jury(JURORS),
    "juries:settings": of_jury(PROGRAMME),
    "juries:close": of_jury(PROGRAMME, post=True),
    "juries:jurors": of_jury(PROGRAMME),
    "juries:juror_change": of_jury(PROGRAMME, post=True, juror_id="juror"),
    "juries:juror_remove": of_jury(PROGRAMME, post=True, juror_id="juror"),
    "juries:promote": of_jury(PROGRAMME, post=True, decision_id="decision"),
    "juries:acceptances": of_jury(PROGRAMME),
    "juries:answer_for": of_jury(PROGRAMME, post=True, decision_id="decision"),
    "juries:outbox": of_jury(PROGRAMME),
    "juries:draft": of_jury(PROGRAMME, post=True),
    "juries:comments": of_jury(PROGRAMME, post=True),
    "juries:send": of_jury(PROGRAMME),
    "juries:sent": of_jury(PROGRAMME),
    "juries:letter": of_jury(PROGRAMME, letter_id="letter"),
    "juries:letter_renew": of_jury(PROGRAMME, post=True, letter_id="letter"),
    "juries:letter_file": of_jury(PROGRAMME, letter_id="letter"),
    "juries:templates": of_jury(PROGRAMME),
    "juries:template": of_jury(PROGRAMME, outcome="reject", language="fr"),
    "juries:template_reset": of_jury(PROGRAMME, post=True, outcome="reject", language="fr"),
    "juries:interviews": of_jury(PROGRAMME),
    "juries:fill": of_jury(PROGRAMME, post=True),
    "juries:tell": of_jury(PROGRAMME, post=True),
    "juries:slot": of_jury(PROGRAMME, slot_id="slot"),
    "juries:slot_assign": of_jury(PROGRAMME, post=True, slot_id="slot"),
    "juries:slot_remove": of_jury(PROGRAMME, post=True, slot_id="slot"),
    "juries:answer": thing("decision", NOBODY, OWNER),
    "juries:confirm": thing("decision", NOBODY, OWNER, post=True),
    "juries:decline": thing("decision", NOBODY, OWNER, post=True),
    "juries:interview_calendar": Right(NOBODY, arguments=token, sign_in=False),
}

COHORTS = {
    "cohorts:cohorts": PUBLIC,
    "cohorts:cohort": Right(EVERYONE, arguments=lambda t: {"slug": t.cohort.slug}),
    "cohorts:index": Right(PROGRAMME | OWNER),
    "cohorts:new": Right(PROGRAMME | OWNER),
    "cohorts:manage": of_cohort(),
    "cohorts:fill": of_cohort(post=True),
    "cohorts:publish": of_cohort(post=True),
    "cohorts:unpublish": of_cohort(post=True),
    "cohorts:remove": of_cohort(post=True),
    "cohorts:member_add": Right(
        PROGRAMME,
        arguments=lambda t: {"pk": t.cohort.pk},
        method="post",
        data={"organisation": "organisation-other"},
    ),
    "cohorts:member": of_cohort(member_id="cohort_member"),
    "cohorts:member_remove": of_cohort(post=True, member_id="cohort_member"),
    "cohorts:figures": Right(PROGRAMME, arguments=lambda t: {"round_id": t.decided_round.pk}),
    "cohorts:figures_export": Right(PROGRAMME, arguments=lambda t: {"round_id": t.decided_round.pk, "kind": "csv"}),
}
