"""Introductions, their two sides, and how many an organisation takes."""

from parvis.domain.introductions.models.introductions import Introduction, IntroductionSide
from parvis.domain.introductions.models.loads import IntroductionCap
from parvis.domain.introductions.models.templates import MessageTemplate

__all__ = ["Introduction", "IntroductionCap", "IntroductionSide", "MessageTemplate"]
