"""Reasons in the words of a person, in English and French."""

from collections.abc import Sequence

from parvis.engine.recommend.types import FIRST, Reason

NO_BREAK = "\u00a0"
"""The space that French sets inside of its quotation marks and before a semicolon."""

SENTENCES: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "joint": ("one project together, in {year}", "{count} projects together, the last in {year}"),
        "family": (
            "one project with an organisation that belongs to {names}, in {year}",
            "{count} projects with organisations that belong to {names}, the last in {year}",
        ),
        "shared": ("one partner in common, {names}", "{count} partners in common, {among}{names}"),
        "programme": (
            "one project of the programme {names}, in {year}",
            "{count} projects of the programme {names}, the last in {year}",
        ),
        "programmes": (
            "both took part in the programme {names}",
            "both took part in {count} programmes, {among}{names}",
        ),
        "terms": ("one project about {quoted}, in {year}", "{count} projects about {quoted}, the last in {year}"),
        "profile": ("its profile speaks of {quoted}, too", "its profile speaks of {quoted}, too"),
        "text": ("its profile is close to what is looked for", "its profile is close to what is looked for"),
        "city": ("both are in {names}", "both are in {names}"),
        "region": ("both are in the region {names}", "both are in the region {names}"),
        "kinds": ("{quoted} often work together", "{quoted} often work together"),
        "active": ("one project in the last two years", "{count} projects in the last two years"),
        "experienced": ("one project so far, in {year}", "{count} projects so far, the last in {year}"),
    },
    "fr": {
        "joint": ("un projet ensemble, en {year}", "{count} projets ensemble, le dernier en {year}"),
        "family": (
            "un projet avec un organisme rattaché à {names}, en {year}",
            "{count} projets avec des organismes rattachés à {names}, le dernier en {year}",
        ),
        "shared": ("un partenaire commun, {names}", "{count} partenaires communs, {among}{names}"),
        "programme": (
            "un projet du programme {names}, en {year}",
            "{count} projets du programme {names}, le dernier en {year}",
        ),
        "programmes": (
            "tous deux ont participé au programme {names}",
            "tous deux ont participé à {count} mêmes programmes, {among}{names}",
        ),
        "terms": ("un projet sur {quoted}, en {year}", "{count} projets sur {quoted}, le dernier en {year}"),
        "profile": ("son profil parle aussi de {quoted}", "son profil parle aussi de {quoted}"),
        "text": ("son profil est proche de ce qui est cherché", "son profil est proche de ce qui est cherché"),
        "city": ("tous deux se trouvent à {names}", "tous deux se trouvent à {names}"),
        "region": ("tous deux se trouvent dans la région {names}", "tous deux se trouvent dans la région {names}"),
        "kinds": ("{quoted} travaillent souvent ensemble", "{quoted} travaillent souvent ensemble"),
        "active": ("un projet ces deux dernières années", "{count} projets ces deux dernières années"),
        "experienced": ("un projet à ce jour, en {year}", "{count} projets à ce jour, le dernier en {year}"),
    },
}
"""For each language and kind of reason what is said of one, and of several."""

NUMBERS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
}
SEPARATORS = {"en": "; ", "fr": f"{NO_BREAK}; "}
AND = {"en": " and ", "fr": " et "}
AMONG = {"en": "among them ", "fr": "dont "}
QUOTED = {"en": "“{}”", "fr": f"«{NO_BREAK}{{}}{NO_BREAK}»"}
SLIGHT = 0.05
"""Log-odds below which a reason is only worth a word when there is no better one."""


def explain(reason: Reason, language: str = "en") -> str:
    """A reason as a sentence without its full stop. Raises KeyError for a language that is not `en` or `fr`."""
    one, several = SENTENCES[language][reason.kind]
    numbers = NUMBERS[language]
    return (one if reason.count <= 1 else several).format(
        count=numbers[reason.count] if reason.count < len(numbers) else reason.count,
        year=reason.year,
        names=AND[language].join(reason.names),
        quoted=AND[language].join(QUOTED[language].format(name) for name in reason.names),
        among=AMONG[language] if reason.count > len(reason.names) else "",
    )


def sentences(reasons: Sequence[Reason], language: str = "en", limit: int = 3) -> list[str]:
    """Joint projects and the reasons that weigh most for a suggestion, or the best one when none weighs much.

    Reasons that this version has no sentence for are left out: they may have been kept by another one.
    """
    known = [reason for reason in reasons if reason.kind in SENTENCES[language]]
    return [explain(reason, language) for reason in telling(known)[:limit]]


def telling(reasons: Sequence[Reason]) -> list[Reason]:
    """Those that are worth a word: joint projects, what weighs something, or else the best one."""
    return [one for one in reasons if one.weight >= SLIGHT or one.kind in FIRST] or list(reasons[:1])


def summary(reasons: Sequence[Reason], language: str = "en", limit: int = 3) -> str:
    """These reasons in one line."""
    return SEPARATORS[language].join(sentences(reasons, language, limit))
