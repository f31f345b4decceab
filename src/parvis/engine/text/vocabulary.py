"""What French institutions abbreviate, what English calls them, and words that say nothing."""

from collections.abc import Iterable
from functools import lru_cache

STOP_WORDS = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sous",
        "sur",
        "un",
        "une",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "the",
        "to",
        "with",
    ]
)
"""Words that a search ignores as long as there is another one."""

PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("centre hospitalier universitaire", ("chu", "ch", "chru")),
    ("centre hospitalier regional universitaire", ("chru", "chu", "chr")),
    ("centre hospitalier regional", ("chr", "chru")),
    ("centre hospitalier intercommunal", ("chi", "ch")),
    ("centre hospitalier specialise", ("chs", "ch")),
    ("centre hospitalier", ("ch",)),
    ("groupe hospitalier universitaire", ("ghu", "gh")),
    ("groupe hospitalier", ("gh",)),
    ("groupement hospitalier", ("gh",)),
    ("groupement hospitalier de territoire", ("ght",)),
    ("hospices civils", ("hc",)),
    ("assistance publique", ("ap",)),
    ("centre de lutte contre le cancer", ("clcc",)),
    ("centre hospitalier national", ("chn", "ch")),
    ("clinique", ("cl", "clin")),
    ("polyclinique", ("polycl",)),
    ("maison de sante", ("mds",)),
    ("soins de suite et de readaptation", ("ssr", "smr")),
    ("unite mixte de recherche", ("umr",)),
    ("unite propre de recherche", ("upr",)),
    ("unite de recherche", ("ur",)),
    ("equipe d accueil", ("ea",)),
    ("centre d investigation clinique", ("cic",)),
    ("institut universitaire de technologie", ("iut",)),
    ("institut hospitalo universitaire", ("ihu",)),
    ("maison des sciences de l homme", ("msh",)),
    ("institut national de la sante et de la recherche medicale", ("inserm",)),
    ("centre national de la recherche scientifique", ("cnrs",)),
    ("ecole nationale superieure", ("ens",)),
    ("ecole superieure", ("es",)),
    ("ecole polytechnique", ("x",)),
    ("chambre de commerce et d industrie", ("cci",)),
    ("agence regionale de sante", ("ars",)),
    ("societe d acceleration du transfert de technologies", ("satt",)),
    ("institut de recherche technologique", ("irt",)),
)
"""A phrase, folded, and the abbreviations that stand for it; each side finds the other."""

EQUIVALENTS: tuple[tuple[str, ...], ...] = (
    ("hopital", "hop", "hosp", "hopitaux", "hospital"),
    ("universite", "univ", "university", "u"),
    ("universitaire", "univ", "univers"),
    ("institut", "inst", "institute"),
    ("saint", "st"),
    ("sainte", "ste"),
    ("general", "gal"),
    ("centre", "ctre", "center", "cent"),
    ("docteur", "dr"),
    ("professeur", "pr", "prof"),
    ("laboratoire", "labo", "lab", "laboratory"),
    ("departement", "dept", "dpt", "department"),
    ("faculte", "fac", "faculty"),
    ("ecole", "school"),
    ("national", "nat", "nationale"),
    ("regional", "reg", "regionale"),
    ("superieur", "sup"),
    ("superieure", "sup"),
    ("recherche", "research"),
    ("sante", "health"),
    ("numerique", "digital"),
    ("medecine", "medicine"),
    ("medical", "med", "medicale"),
    ("pharmacie", "pharmacy"),
    ("biologie", "biology", "bio"),
    ("chimie", "chemistry"),
    ("physique", "physics"),
    ("mathematiques", "maths", "math", "mathematics"),
    ("informatique", "info", "informatics", "computer"),
    ("sciences", "sc", "sci"),
    ("technologie", "technology", "techno", "tech"),
    ("ingenierie", "engineering"),
    ("psychologie", "psychology"),
    ("economie", "economics"),
    ("histoire", "history"),
    ("droit", "law"),
    ("association", "assoc", "asso"),
    ("fondation", "foundation", "fond"),
    ("societe", "ste", "soc", "society"),
    ("etablissement", "etab", "ets"),
    ("agence", "agency"),
    ("ministere", "ministry"),
    ("observatoire", "observatory"),
    ("musee", "museum"),
    ("cancer", "oncologie", "oncology"),
    ("mere", "mother"),
    ("enfant", "child", "children"),
    ("notre", "nd"),
    ("mutualiste", "mut"),
    ("intercommunal", "interco"),
    ("sud", "south"),
    ("nord", "north"),
    ("europeen", "european", "europeenne"),
    ("francais", "french", "francaise"),
)
"""Words that stand for each other, the full French word first."""


def _index(groups: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for full, *others in groups:
        for other in others:  # abbreviations of one word need not stand for each other
            found.setdefault(full, set()).add(other)
            found.setdefault(other, set()).add(full)
    return {word: frozenset(others) for word, others in found.items()}


_EQUIVALENTS = _index(EQUIVALENTS)
_PHRASES = sorted(((tuple(phrase.split()), short) for phrase, short in PHRASES), key=lambda entry: -len(entry[0]))
_STARTS: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _phrase, _short in _PHRASES:
    _STARTS.setdefault(_phrase[0], []).append((_phrase, _short))
_FULL: dict[str, frozenset[str]] = {}
for _phrase, _short in _PHRASES:
    _FULL[_short[0]] = _FULL.get(_short[0], frozenset()) | {w for w in _phrase if w not in STOP_WORDS}


@lru_cache(maxsize=20_000)
def expansions(words: tuple[str, ...]) -> frozenset[str]:
    """Further words under which a name made of `words` should be found, none of which it holds.

    Abbreviations get their phrase (chu: centre, hospitalier, universitaire), phrases their abbreviations, words their
    equivalents.
    """
    found: set[str] = set()
    for position, word in enumerate(words):
        found |= _EQUIVALENTS.get(word, frozenset())
        found |= _FULL.get(word, frozenset())
        for phrase, short in _STARTS.get(word, ()):
            if words[position : position + len(phrase)] == phrase:
                found.update(short)
    return frozenset(found.difference(words))


def content(words: Iterable[str]) -> list[str]:
    """The words that say something; all of them when none does."""
    kept = list(words)
    return [word for word in kept if word not in STOP_WORDS] or kept
