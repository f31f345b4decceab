"""Juries, decisions, cohorts."""

from parvis.domain.cohorts.models.cohorts import Cohort, CohortMember
from parvis.domain.cohorts.models.decisions import Decision, DecisionChange
from parvis.domain.cohorts.models.interviews import Interview
from parvis.domain.cohorts.models.juries import Juror, JurorNote, Jury
from parvis.domain.cohorts.models.letters import Letter, LetterTemplate

__all__ = [
    "Cohort",
    "CohortMember",
    "Decision",
    "DecisionChange",
    "Interview",
    "Juror",
    "JurorNote",
    "Jury",
    "Letter",
    "LetterTemplate",
]
