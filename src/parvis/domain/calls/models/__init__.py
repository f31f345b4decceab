"""Calls and applications."""

from parvis.domain.calls.models.applications import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    CurrentApplication,
    StageSheet,
)
from parvis.domain.calls.models.calls import Call, CallForm, CallManager, ChecklistItem, Round
from parvis.domain.calls.models.screening import CorrectionRequest, ScreeningCheck, Sponsorship
from parvis.domain.calls.models.sharing import Collaborator, LateAccess, Presence, SetAside

__all__ = [
    "Application",
    "ApplicationMove",
    "ApplicationVersion",
    "Call",
    "CallForm",
    "CallManager",
    "ChecklistItem",
    "Collaborator",
    "CorrectionRequest",
    "CurrentApplication",
    "LateAccess",
    "Presence",
    "Round",
    "ScreeningCheck",
    "SetAside",
    "Sponsorship",
    "StageSheet",
]
