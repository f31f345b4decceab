"""Reasons in the words of a person, in English and French."""

from collections.abc import Sequence

from parvis.engine.linkage.types import Reason

NO_BREAK = "\u00a0"
"""The space that French sets before a colon and inside of its quotation marks."""


def _spaced(sentence: str) -> str:
    for spaced in ("« ", " »", " :"):
        sentence = sentence.replace(spaced, spaced.replace(" ", NO_BREAK))
    return sentence


_SENTENCES: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "identifiers": ("{left} is the same on both sides", "{left} and {right} contradict one another"),
        "same_words": ("“{left}” and “{right}” share most of their words", "“{left}” and “{right}” share few words"),
        "name_found": ("the text holds all of “{right}”", "the text holds only a part of “{right}”"),
        "text_explained": ("“{right}” explains all of “{left}”", "“{left}” says more than “{right}”"),
        "explained_beside": (
            "nothing of “{left}” is left that would name another organisation",
            "“{left}” says something that “{right}” does not explain",
        ),
        "whole_explained": (
            "“{right}” and its city explain all that the text says",
            "the text says more than “{right}” and its city",
        ),
        "own_name_explained": (
            "the text and the city explain all of its own name",
            "its own name says more than the text and the city",
        ),
        "part_named": (
            "no part or service of an organisation is named",
            "a part or service of an organisation is named",
        ),
        "first_of_register": ("no other record fits this hospital better", "another record fits this hospital better"),
        "evidence": ("the words in common are rare", "the words in common are frequent ones"),
        "spelling": ("“{left}” and “{right}” are spelt alike", "“{left}” and “{right}” are spelt differently"),
        "part_spelling": ("a part of “{left}” is spelt like “{right}”", "no part of “{left}” is spelt like “{right}”"),
        "in_one_piece": ("“{right}” stands in the text in one piece", "“{right}” does not stand in the text as such"),
        "homonyms": ("no other organisation is called “{right}”", "several organisations are called “{right}”"),
        "largest_of_name": (
            "it is the largest of those called “{right}”",
            "a larger organisation is called “{right}” too",
        ),
        "by_acronym": ("it is named by its name", "it is named by an acronym only"),
        "numbers": ("the numbers in the names agree", "the numbers in the names differ"),
        "same_label": ("the lab number {right} agrees", "the lab numbers differ: {left}, {right}"),
        "same_family": ("both are the same kind of hospital", "the kinds of hospital differ: {left}, {right}"),
        "special_service": (
            "neither is a special service of the other",
            "one is a part or a service, and the other is not",
        ),
        "parents_named": (
            "the text also names an institution that it belongs to: {left}",
            "none of its institutions is named",
        ),
        "children": ("many others belong to it", "no other organisation belongs to it"),
        "same_city": ("both are in {right}", "the cities differ: {left}, {right}"),
        "same_department": ("both are in the department {right}", "the departments differ: {left}, {right}"),
        "distance": ("the places are near one another", "{left} and {right} are far apart"),
        "city_in_name": ("the city stands in the name: {right}", "the name does not say the city {right}"),
        "lead": (
            "no other organisation explains these words as well",
            "another organisation explains these words better",
        ),
        "gap": ("it fits better than any other", "another organisation fits better"),
        "as_good": ("hardly any other fits as well", "several others fit about as well"),
        "address_given": (
            "the text gives its country or a postcode, and then mostly all that it names is meant",
            "the text gives neither its country nor a postcode, and then often but one of those that it names is meant",
        ),
        "others_named": (
            "the text names no other organisation",
            "the text names others too, of which often but one is meant",
        ),
    },
    "fr": {
        "identifiers": ("{left} est identique des deux côtés", "{left} et {right} se contredisent"),
        "same_words": (
            "« {left} » et « {right} » ont presque tous leurs mots en commun",
            "« {left} » et « {right} » ont peu de mots en commun",
        ),
        "name_found": ("le texte contient tout « {right} »", "le texte ne contient qu’une partie de « {right} »"),
        "text_explained": ("« {right} » rend compte de tout « {left} »", "« {left} » en dit plus que « {right} »"),
        "explained_beside": (
            "il ne reste rien dans « {left} » qui désigne un autre organisme",
            "« {left} » dit quelque chose dont « {right} » ne rend pas compte",
        ),
        "whole_explained": (
            "« {right} » et sa ville rendent compte de tout le texte",
            "le texte en dit plus que « {right} » et sa ville",
        ),
        "own_name_explained": (
            "le texte et la ville rendent compte de tout son nom",
            "son nom en dit plus que le texte et la ville",
        ),
        "part_named": (
            "aucune partie ni aucun service d’un organisme n’est nommé",
            "une partie ou un service d’un organisme est nommé",
        ),
        "first_of_register": (
            "aucune autre notice ne convient mieux à cet hôpital",
            "une autre notice convient mieux à cet hôpital",
        ),
        "evidence": ("les mots communs sont rares", "les mots communs sont fréquents"),
        "spelling": (
            "« {left} » et « {right} » s’écrivent de même",
            "« {left} » et « {right} » s’écrivent différemment",
        ),
        "part_spelling": (
            "une partie de « {left} » s’écrit comme « {right} »",
            "aucune partie de « {left} » ne s’écrit comme « {right} »",
        ),
        "in_one_piece": (
            "« {right} » figure d’un seul tenant dans le texte",
            "« {right} » ne figure pas tel quel dans le texte",
        ),
        "homonyms": ("aucun autre organisme ne s’appelle « {right} »", "plusieurs organismes s’appellent « {right} »"),
        "largest_of_name": (
            "c’est le plus grand de ceux qui s’appellent « {right} »",
            "un organisme plus grand s’appelle aussi « {right} »",
        ),
        "by_acronym": ("il est désigné par son nom", "il n’est désigné que par un sigle"),
        "numbers": ("les numéros contenus dans les noms concordent", "les numéros contenus dans les noms diffèrent"),
        "same_label": ("le numéro d’unité {right} concorde", "les numéros d’unité diffèrent : {left}, {right}"),
        "same_family": (
            "les deux sont des établissements de même nature",
            "la nature des établissements diffère : {left}, {right}",
        ),
        "special_service": (
            "aucun n’est un service de l’autre",
            "l’un est une partie ou un service, et l’autre ne l’est pas",
        ),
        "parents_named": ("le texte nomme aussi une de ses tutelles : {left}", "aucune de ses tutelles n’est nommée"),
        "children": ("beaucoup d’autres organismes en relèvent", "aucun autre organisme n’en relève"),
        "same_city": ("les deux sont à {right}", "les villes diffèrent : {left}, {right}"),
        "same_department": (
            "les deux sont dans le département {right}",
            "les départements diffèrent : {left}, {right}",
        ),
        "distance": ("les lieux sont proches", "{left} et {right} sont éloignés"),
        "city_in_name": ("la ville figure dans le nom : {right}", "le nom ne dit pas la ville, {right}"),
        "lead": ("aucun autre organisme n’explique aussi bien ces mots", "un autre organisme explique mieux ces mots"),
        "gap": ("il convient mieux que tout autre", "un autre organisme convient mieux"),
        "as_good": ("presque aucun autre ne convient aussi bien", "plusieurs autres conviennent à peu près aussi bien"),
        "address_given": (
            "le texte donne son pays ou un code postal : le plus souvent, tout ce qu’il nomme est visé",
            "le texte ne donne ni son pays ni un code postal : souvent, un seul des organismes qu’il nomme est visé",
        ),
        "others_named": (
            "le texte ne nomme aucun autre organisme",
            "le texte en nomme d’autres, et souvent un seul est visé",
        ),
    },
}

SENTENCES = {
    language: {feature: (_spaced(agreeing), _spaced(against)) for feature, (agreeing, against) in sentences.items()}
    for language, sentences in _SENTENCES.items()
}
"""For each language and feature what is said when it speaks for the same organisation, and when it speaks against."""

KINDS = {
    "university hospital": "hôpital universitaire",
    "general hospital": "hôpital général",
    "psychiatry": "psychiatrie",
    "day hospital": "hôpital de jour",
    "long stay": "long séjour",
    "home care": "hospitalisation à domicile",
    "emergency": "urgences",
    "clinic": "clinique",
    "cancer centre": "centre de lutte contre le cancer",
    "military hospital": "hôpital militaire",
    "laboratory": "laboratoire",
    "dialysis": "dialyse",
    "dental care": "soins dentaires",
    "maternity": "maternité",
    "screening": "dépistage",
    "training": "formation",
    "nursery": "crèche",
    "prison": "soins en prison",
    "palliative care": "soins palliatifs",
}
"""Families of hospitals in French."""

SEPARATORS = {"en": "; ", "fr": f"{NO_BREAK}; "}
SLIGHT = 0.3
"""Log-odds below which a reason is not worth a word."""


def explain(reason: Reason, language: str = "en") -> str:
    """A reason as a sentence without its full stop. Raises KeyError for a language that is not `en` or `fr`."""
    agreeing, against = SENTENCES[language][reason.feature]
    left, right = reason.left, reason.right
    if reason.feature == "same_family" and language == "fr":
        left, right = (", ".join(KINDS.get(kind, kind) for kind in side.split(", ")) for side in (left, right))
    return (agreeing if reason.weight > 0 else against).format(left=left, right=right)


def sentences(reasons: Sequence[Reason], language: str = "en", limit: int = 4) -> list[str]:
    """The reasons that weigh most: what speaks for it, then what speaks against it.

    Reasons that this version has no sentence for are left out: they may have been kept by another one.
    """
    known = (r for r in reasons if abs(r.weight) >= SLIGHT and r.feature in SENTENCES[language])
    kept = sorted(known, key=lambda r: -abs(r.weight))[:limit]
    kept.sort(key=lambda r: r.weight <= 0)
    return [explain(reason, language) for reason in kept]


def summary(reasons: Sequence[Reason], language: str = "en", limit: int = 4) -> str:
    """These reasons in one line."""
    return SEPARATORS[language].join(sentences(reasons, language, limit))
