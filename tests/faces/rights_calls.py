"""Who may open which page of calls; a partner's programme is run by its manager, here the owner."""

from tests.faces.right import EVERYONE, NOBODY, OWNER, Right


def of_call(always, own=OWNER, *, post=False, data=None, **keys):
    """A page of a call; `keys` name the thing behind each further argument, or its attribute after a dot."""

    def arguments(things):
        found = {name: attribute(things, thing) for name, thing in keys.items()}
        return {"slug": things.call.slug, **found}

    return Right(always, own, arguments, "post" if post else "get", data or {})


def attribute(things, name):
    """The number of a thing; what stands after a dot instead, or the text itself after an equals sign."""
    if name.startswith("="):
        return name[1:]
    thing_name, _, field_name = name.partition(".")
    return getattr(getattr(things, thing_name), field_name or "pk")


PROGRAMME = frozenset({"programme", "administrator"})
APPLICATION = {"reference": "application.reference"}

CALLS = {
    "calls:call": of_call(EVERYONE),
    "calls:call_deadlines": of_call(EVERYONE),
    "calls:team_calls": Right(PROGRAMME | OWNER),
    "calls:new": Right(PROGRAMME),
    "calls:team_call": of_call(PROGRAMME),
    "calls:edit": of_call(PROGRAMME),
    "calls:copy": of_call(PROGRAMME),
    "calls:remove": of_call(PROGRAMME),
    "calls:act": of_call(PROGRAMME, name="=close"),
    "calls:rounds": of_call(PROGRAMME),
    "calls:round": of_call(PROGRAMME, pk="round"),
    "calls:round_remove": of_call(PROGRAMME, pk="round", post=True),
    "calls:points": of_call(PROGRAMME),
    "calls:point": of_call(PROGRAMME, pk="point"),
    "calls:point_act": of_call(PROGRAMME, pk="point", name="=up", post=True),
    "calls:managers": of_call(PROGRAMME),
    "calls:manager_remove": of_call(PROGRAMME, NOBODY, pk="manager", post=True),
    "calls:late": of_call(PROGRAMME),
    "calls:late_revoke": of_call(PROGRAMME, pk="late", post=True),
    "calls:remind": of_call(PROGRAMME),
    "calls:applications": of_call(PROGRAMME),
    "calls:export": of_call(PROGRAMME, kind="=csv"),
    "calls:bulk": of_call(PROGRAMME, post=True, data={"act": "admit"}),
    "calls:application": of_call(PROGRAMME, **APPLICATION),
    "calls:checks": of_call(PROGRAMME, post=True, **APPLICATION),
    "calls:decide": of_call(PROGRAMME, name="=admit", **APPLICATION),
    "calls:attach": of_call(PROGRAMME, **APPLICATION),
    "calls:ask_form": of_call(PROGRAMME, **APPLICATION),
    "calls:correct": of_call(PROGRAMME, **APPLICATION),
    "calls:correction_close": of_call(PROGRAMME, pk="asked", post=True, **APPLICATION),
    "calls:sponsorships": Right(PROGRAMME | {"founding"}),
    "calls:sponsor": Right(PROGRAMME | {"founding"}, arguments=lambda t: {"reference": t.unsponsored.reference}),
    "calls:sponsor_remove": Right(
        PROGRAMME | {"founding"},
        arguments=lambda t: {"reference": t.unsponsored.reference, "pk": t.sponsorship.pk},
        method="post",
    ),
}
