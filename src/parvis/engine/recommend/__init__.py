"""Who should work with whom: partners, learnt from who really worked together, each with its reasons."""

from parvis.engine.recommend.choice import Choice
from parvis.engine.recommend.explain import summary
from parvis.engine.recommend.history import History, history_of
from parvis.engine.recommend.models import Weights, shipped_weights
from parvis.engine.recommend.recommender import Recommender
from parvis.engine.recommend.texts import Texts, texts_of
from parvis.engine.recommend.types import Organisation, Participation, Project, Query, Reason, Suggestion

__all__ = [
    "Choice",
    "History",
    "Organisation",
    "Participation",
    "Project",
    "Query",
    "Reason",
    "Recommender",
    "Suggestion",
    "Texts",
    "Weights",
    "history_of",
    "shipped_weights",
    "summary",
    "texts_of",
]
