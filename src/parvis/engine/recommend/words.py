"""Words of terms and profiles: folded, stemmed, in French or English; those that say nothing are left out."""

from functools import lru_cache

from parvis.engine.text.stems import stem
from parvis.engine.text.tokens import tokenise

_FRENCH = """
a afin ailleurs ainsi alors apres au aucun aucune aupres aussi autre autres aux avant avec avoir ayant bien car ce ceci
cela celle celles celui cependant ces cet cette ceux chacun chaque chez comme comment contre d dans de deja depuis des
donc dont du durant elle elles en encore enfin ensuite entre environ est et etait etant ete etre eux fait fois hors ici
il ils jusqu jusque l la laquelle le lequel les lesquels leur leurs lors lorsque ma mais malgre me meme memes mes mieux
moins mon n ne ni nos notre nous on ont ou par parce parmi pas pendant peu peut peuvent plus plusieurs plutot pour
pourra puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi rien s sa sans se selon sera
seront ses si soit son sont sous souvent sur surtout ta tel telle telles tels tous tout toute toutes tres trop un une
vers via voir vos votre vous y
"""
_ENGLISH = """
a about above after again all also although among an and another any are around as at be because been before being
below between both but by can could did do does during each either else every few for from further had has have having
he her here his how however i if in into is it its just least less like many may might more most much must near need
needs neither no nor not of off often on once one only onto or other others our out over own per rather s same several
shall she should since so some still such than that the their them then there these they this those through thus to
together too toward towards under until up upon us very via was we well were what when where whether which while who
whom whose why will with within without would yet you your
"""
EMPTY = frozenset((*_FRENCH.split(), *_ENGLISH.split()))
"""Words that say nothing of what a text is about, folded."""


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[tuple[str, str], ...]:
    """The stems of a text, each once, in their order, with the word as it was written, in lower case."""
    found: dict[str, str] = {}
    for token in tokenise(text):
        if token.word not in EMPTY:
            found.setdefault(stem(token.word), text[token.start : token.end].lower())
    return tuple(found.items())
