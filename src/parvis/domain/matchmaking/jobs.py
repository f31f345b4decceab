"""Names of the jobs of matchmaking, and the keys under which they wait."""

FOR_NOTICE = "matchmaking.notice"
FOR_OPPORTUNITY = "matchmaking.opportunity"
FOR_ORGANISATION = "matchmaking.organisation"
EVERYBODY = "matchmaking.everybody"
VECTORS = "matchmaking.vectors"
DIGEST = "matchmaking.digest"
WORKING_OUT = (FOR_NOTICE, FOR_OPPORTUNITY, FOR_ORGANISATION, EVERYBODY, VECTORS)


def key_of(name: str, *numbers: int | None) -> str:
    """Under which a job for this thing waits."""
    return ".".join((name, *(str(number) for number in numbers if number is not None)))
