"""Which words of a register's own text name a theme of the campus.

A theme is set only where the text says it in so many words. Themes 2 to 4 are about health, so their words count
only in texts about health; artificial intelligence counts everywhere.
"""

import re

ARTIFICIAL_INTELLIGENCE = "artificial-intelligence"
DEVICES = "medical-devices"
DATA = "health-data"
ORGANISATION = "organisational-innovation"

ANYWHERE = (
    (
        ARTIFICIAL_INTELLIGENCE,
        re.compile(
            r"\b(?:intelligence artificielle|artificial intelligence|apprentissage (?:automatique|profond|machine)"
            r"|machine learning|deep learning|r[ée]seaux? de neurones? (?:artificiels?|profonds?))\b",
            re.IGNORECASE,
        ),
    ),
)
IN_HEALTH = (
    (
        DEVICES,
        re.compile(
            r"\b(?:dispositifs? m[ée]dica(?:l|ux)|medical devices?|objets? connect[ée]s?|proth[èe]ses?|implants?"
            r"|pacemakers?|t[ée]l[ée]surveillance|robots? (?:chirurgica|m[ée]dica)(?:l|ux))\b",
            re.IGNORECASE,
        ),
    ),
    (
        DATA,
        re.compile(
            r"\b(?:donn[ée]es de sant[ée]|health data|entrep[ôo]ts? de donn[ée]es"
            r"|dossiers? (?:m[ée]dica(?:l|ux)|patients?)|donn[ée]es (?:m[ée]dicales|cliniques|patients?))\b",
            re.IGNORECASE,
        ),
    ),
    (
        ORGANISATION,
        re.compile(
            r"\b(?:parcours de (?:soins?|sant[ée])|organisation des soins|coordination des soins"
            r"|t[ée]l[ée]m[ée]decine|hospitalisation [àa] domicile)\b",
            re.IGNORECASE,
        ),
    ),
)


def themes_named(*texts: str, is_health: bool = False) -> tuple[str, ...]:
    """Codes of the themes that these texts name."""
    text = "\n".join(texts)
    patterns = (*ANYWHERE, *IN_HEALTH) if is_health else ANYWHERE
    return tuple(code for code, pattern in patterns if pattern.search(text))
