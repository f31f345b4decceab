"""How registers and people write a name: abbreviations, capitals, cut words, slips of the keyboard."""

import random
import re

ABBREVIATIONS = (
    ("CENTRE HOSPITALIER UNIVERSITAIRE", ("CHU", "C.H.U.", "CTRE HOSP UNIV")),
    ("CENTRE HOSPITALIER REGIONAL", ("CHR", "C.H.R.")),
    ("CENTRE HOSPITALIER INTERCOMMUNAL", ("CHI", "C.H.I.")),
    ("CENTRE HOSPITALIER", ("CH", "C.H.", "CTRE HOSPITALIER", "CENTRE HOSP", "CENTRE HOSPITAL.")),
    ("GROUPE HOSPITALIER", ("GH", "GRP HOSP", "GPE HOSPITALIER")),
    ("HOPITAL DE JOUR", ("HJ", "HOP JOUR", "HDJ")),
    ("HOSPITALISATION A DOMICILE", ("HAD",)),
    ("HOPITAL", ("HOP", "HOP.", "HOPITAUX")),
    ("CLINIQUE", ("CLIN", "CLIN.", "CLQ")),
    ("CENTRE", ("CTRE", "CENT", "CTR")),
    ("LABORATOIRE", ("LABO", "LAB", "LAB.")),
    ("INSTITUT", ("INST", "INST.")),
    ("UNIVERSITE", ("UNIV", "UNIV.", "U")),
    ("SAINT", ("ST", "ST.")),
    ("SAINTE", ("STE", "STE.")),
    ("DOCTEUR", ("DR", "DR.")),
    ("GENERAL", ("GAL", "GEN")),
    ("ASSOCIATION", ("ASS", "ASSOC")),
    ("SOCIETE", ("STE", "SOC")),
    ("DEPARTEMENT", ("DEPT", "DPT")),
    ("RECHERCHE", ("RECH", "RECHERCHES")),
    ("NATIONAL", ("NAT", "NATL")),
    ("INTERNATIONAL", ("INT", "INTL")),
    ("PHARMACIE", ("PHIE", "PHARM")),
    ("UNITE", ("UN", "UNITES")),
    ("SCIENCES", ("SCI", "SC", "SCIENCE")),
    ("MEDICAL", ("MED", "MEDICALE")),
    ("EQUIPE", ("EQ", "EQUIPES")),
)

ENGLISH = (
    ("LABORATOIRE DE", "LABORATORY OF"),
    ("LABORATOIRE", "LABORATORY"),
    ("INSTITUT DE", "INSTITUTE OF"),
    ("INSTITUT", "INSTITUTE"),
    ("UNIVERSITE DE", "UNIVERSITY OF"),
    ("UNIVERSITE", "UNIVERSITY"),
    ("HOPITAL", "HOSPITAL"),
    ("CENTRE DE RECHERCHE EN", "RESEARCH CENTER FOR"),
    ("CENTRE HOSPITALIER UNIVERSITAIRE", "UNIVERSITY HOSPITAL"),
    ("CENTRE HOSPITALIER", "HOSPITAL CENTER"),
    ("CENTRE", "CENTER"),
    ("ECOLE", "SCHOOL"),
    ("SCIENCES", "SCIENCES"),
    ("RECHERCHE", "RESEARCH"),
    ("ET", "AND"),
)

LEGAL_FORMS = ("SAS", "SARL", "SA", "SASU", "EURL", "S.A.S.", "SCOP", "GIE", "ASSOCIATION", "SELARL")
SMALL = frozenset(re.findall(r"\w+", "de du des la le les l d et en a au aux pour sur of the and for"))
KEYS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
LOOKS = {"O": "0", "I": "1", "L": "1", "E": "F", "M": "N", "N": "M", "S": "5", "B": "8"}


def abbreviated(text: str, rng: random.Random, share: float) -> str:
    """Long frequent words shortened as registers do, each with the chance `share`; the text is in capitals."""
    for long, short in ABBREVIATIONS:
        if long in text and rng.random() < share:
            text = re.sub(rf"\b{long}\b", rng.choice(short), text, count=1)
    return text


def in_english(text: str) -> str:
    """The frame of a French name in English; the text is in capitals."""
    for french, english in ENGLISH:
        text = re.sub(rf"\b{french}\b", english, text)
    return text


def mistyped(text: str, rng: random.Random, count: int) -> str:
    """So many slips: a letter changed for its neighbour or its look-alike, lost, doubled, or swapped with the next."""
    for _time in range(count):
        places = [at for at, sign in enumerate(text) if sign.isalpha()]
        if len(places) < 4:
            break
        text = _slip(text, rng.choice(places[1:] if rng.random() < 0.8 else places), rng)
    return text


def _slip(text: str, at: int, rng: random.Random) -> str:
    how = rng.random()
    sign = text[at]
    if how < 0.25:
        return text[:at] + text[at + 1 :]
    if how < 0.40:
        return text[:at] + sign + text[at:]
    if how < 0.60 and at + 1 < len(text) and text[at + 1].isalpha():
        return text[:at] + text[at + 1] + sign + text[at + 2 :]
    if how < 0.68 and sign.upper() in LOOKS:
        return text[:at] + LOOKS[sign.upper()] + text[at + 1 :]
    if how < 0.75:
        return text[:at] + rng.choice("aeiounrst") + text[at:]
    return text[:at] + _neighbour(sign, rng) + text[at + 1 :]


def _neighbour(sign: str, rng: random.Random) -> str:
    for row in KEYS:
        if (at := row.find(sign.lower())) >= 0:
            near = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            chosen = rng.choice(near)
            return chosen.upper() if sign.isupper() else chosen
    return rng.choice("aeiou")


def reworded(text: str, rng: random.Random, count: int) -> str:
    """So many words lost, swapped, glued or cut in two."""
    for _time in range(count):
        pieces = text.split()
        if len(pieces) < 2:
            break
        at, how = rng.randrange(len(pieces)), rng.random()
        if how < 0.4 and len(pieces) > 2:
            del pieces[at]
        elif how < 0.6:
            small = [place for place, piece in enumerate(pieces) if piece.lower() in SMALL]
            pieces = [piece for place, piece in enumerate(pieces) if place not in small] or pieces
        elif how < 0.75:
            other = rng.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif how < 0.9:
            at = min(at, len(pieces) - 2)
            pieces[at : at + 2] = [pieces[at] + rng.choice(("", "-")) + pieces[at + 1]]
        elif len(pieces[at]) > 6:
            cut = rng.randint(3, len(pieces[at]) - 3)
            pieces[at : at + 1] = [pieces[at][:cut], pieces[at][cut:]]
        text = " ".join(pieces)
    return text


def titled(text: str, rng: random.Random) -> str:
    """Capitals as people set them."""
    if rng.random() < 0.15:
        return text.capitalize()
    return " ".join(word.lower() if word.lower() in SMALL else word.capitalize() for word in text.split())


def poisson(rng: random.Random, mean: float) -> int:
    """How many times something of this mean happens (at most 6)."""
    count, left = 0, rng.random()
    chance = term = 2.718281828459045**-mean
    while left > chance and count < 6:
        count += 1
        term *= mean / count
        chance += term
    return count
