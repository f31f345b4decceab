"""Why an attempt stops before its end. Not errors of the job: its own `except` clauses must let them pass."""


class AttemptStopped(Exception):
    """The attempt must stop now; its transaction rolls back."""


class Cancelled(AttemptStopped):
    """Someone cancelled the job."""


class Interrupted(AttemptStopped):
    """The worker is asked to stop; another one takes the job up again."""


class LeaseLost(AttemptStopped):
    """Another worker holds the job now: this attempt was silent for too long, and may not have any effect."""
