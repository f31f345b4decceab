"""Juries, decisions, cohorts."""

from parvis.domain.cohorts.models.cohorts import Cohort, CohortMember
from parvis.domain.cohorts.models.decisions import Decision, Letter
from parvis.domain.cohorts.models.juries import Interview, Juror, JurorNote, Jury

__all__ = ["Cohort", "CohortMember", "Decision", "Interview", "Juror", "JurorNote", "Jury", "Letter"]
