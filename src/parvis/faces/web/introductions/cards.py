"""What the dashboard shows of introductions."""

from parvis.base.accounts.models import User
from parvis.domain.introductions.rules import is_matchmaker
from parvis.domain.introductions.selectors.board import BoardFilters, WaitsFor, board, board_lines, counts_by_turn
from parvis.domain.introductions.selectors.own import OwnTab, own_introductions, own_lines
from parvis.faces.web.dashboard.registry import Card, Content, cards
from parvis.faces.web.layout.once import has_own

SHOWN = 4


def own(user: User) -> Content:
    """What awaits an answer of the account, and what is under way."""
    to_answer = list(own_introductions(user, OwnTab.ANSWER)[:SHOWN])
    under_way = list(own_introductions(user, OwnTab.UNDER_WAY)[: SHOWN - len(to_answer)])
    lines = own_lines(user, [*to_answer, *under_way])
    return {"lines": lines, "awaited": len(to_answer)} if lines else None


def waiting(_user: User) -> Content:
    """What waits for the campus, and how much waits for others."""
    counts = counts_by_turn()
    if not any(counts.values()):
        return None
    lines = board_lines(board(BoardFilters(waits_for=WaitsFor.CAMPUS))[:SHOWN])
    return {"counts": [(turn, number) for turn, number in counts.items() if number], "lines": lines}


cards.register("introductions", Card("web/introductions/_card_own.html", has_own, own, 13))
cards.register("introductions_waiting", Card("web/introductions/_card_waiting.html", is_matchmaker, waiting, 21))
