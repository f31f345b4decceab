"""Records of many organisations as five registers and people who type would hold them, with the truth of each.

    python -m bench.register_records --count 100000 --seed 1 --noise 1.0 > records.csv

The columns are those of `parvis engine dedupe`, and `truth`: the number of the organisation. Organisations have one to
eight records. `noise` scales how many slips, reworded names, moves and missing fields there are; 1.0 is meant to be as
bad as real registers are.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path

from bench.register_entities import FAMILIES, Entity, Place, entities, place
from bench.register_noise import LEGAL_FORMS, abbreviated, in_english, mistyped, poisson, reworded, titled
from bench.report import SCRATCH
from parvis.engine.linkage.types import Record
from parvis.engine.text.fold import fold

SCHEMES = ("siren", "siret", "finess", "rnsr", "ror")
COLUMNS = ("id", "name", "city", "postcode", "country", "website", *SCHEMES, "truth")

COPIES = ((1, 0.48), (2, 0.28), (3, 0.13), (4, 0.06), (5, 0.03), (6, 0.01), (8, 0.01))
"""How many records an organisation has, and how often."""

LEAST = 1.8
"""Records that an organisation of a block has on average, at the least."""
BLOCK = 4000
"""Organisations that are made at a time, each time with chance numbers of their own: so several can be made at once."""

GIVEN = {
    "sirene": {"siren": 0.90, "siret": 0.80, "website": 0.0, "city": 0.98, "postcode": 0.97},
    "finess": {"finess": 0.92, "siret": 0.40, "website": 0.0, "city": 0.99, "postcode": 0.97},
    "ror": {"ror": 0.85, "website": 0.60, "city": 0.97, "postcode": 0.0, "country": 0.9},
    "rnsr": {"rnsr": 0.80, "website": 0.35, "city": 0.98, "postcode": 0.90},
    "project": {"siren": 0.15, "rnsr": 0.15, "website": 0.10, "city": 0.75, "postcode": 0.25, "country": 0.3},
    "typed": {"siren": 0.10, "siret": 0.08, "website": 0.35, "city": 0.85, "postcode": 0.50, "country": 0.2},
}
"""The registers, and how often each gives a field that the organisation has."""


def records(
    count: int, seed: int = 1, noise: float = 1.0, families: Sequence[tuple[str, float]] = FAMILIES
) -> Iterator[dict[str, str]]:
    """`count` records in an order that tells nothing."""
    block = partial(_block, seed=seed, noise=noise, families=families)
    numbers = range(int(count / (BLOCK * LEAST)) + 1)
    with ExitStack() as stack:
        run = stack.enter_context(ProcessPoolExecutor()).map if len(numbers) > 1 else map
        rows = list(islice(chain.from_iterable(run(block, numbers)), count))
    random.Random(f"records {seed} {noise}").shuffle(rows)
    for number, row in enumerate(rows, start=1):
        yield {**row, "id": f"r{number}"}


def _block(number: int, seed: int, noise: float, families: Sequence[tuple[str, float]]) -> list[dict[str, str]]:
    """All records of a block of organisations."""
    rng = random.Random(f"records {seed} {noise} {number}")
    sizes, weights = zip(*COPIES, strict=True)
    found = entities(number * BLOCK + 1, (number + 1) * BLOCK, seed, families)
    return [_record(one, rng, noise) for one in found for _copy in range(rng.choices(sizes, weights)[0])]


def _register(entity: Entity, rng: random.Random) -> str:
    choices = ["typed", "project", "typed"]
    choices += ["sirene"] * (2 if entity.kind != "lab" else 0)
    choices += ["finess"] * (3 if entity.finess else 0)
    choices += ["rnsr"] * (2 if entity.rnsr else 0)
    choices += ["ror"] if entity.ror else []
    return rng.choice(choices)


def _record(entity: Entity, rng: random.Random, noise: float) -> dict[str, str]:
    register = _register(entity, rng)
    given = GIVEN[register]
    where = entity.place
    if rng.random() < 0.03 * noise:
        where = place(rng)  # moved: an old address, or the head office's
    row = {"name": _name(entity, register, where, rng, noise), "truth": str(entity.key)}
    row["city"], row["postcode"] = _address(where, register, rng, noise)
    row["country"] = rng.choice(("FR", "France", "FRANCE"))
    row["website"] = entity.website
    if rng.random() < 0.3:
        row["website"] = row["website"].replace("https://www.", "http://").rstrip("/")
    row |= {name: getattr(entity, name) for name in ("siren", "siret", "finess", "rnsr", "ror")}
    for name in ("city", "postcode", "country", "website", "siren", "siret", "finess", "rnsr", "ror"):
        chance = given.get(name, 0.0)
        kept = chance ** max(noise, 0.1) if chance else 0.0
        if not row[name] or rng.random() >= kept:
            row[name] = ""
        elif name in {"siren", "siret", "finess"} and rng.random() < 0.01 * noise:
            row[name] = _wrong_digit(row[name], rng)
    return row


def _wrong_digit(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice("0123456789") + text[at + 1 :]


def _address(where: Place, register: str, rng: random.Random, noise: float) -> tuple[str, str]:
    """City and postcode as the register writes them."""
    city, postcode = where.city, where.postcode
    if register in {"sirene", "finess", "rnsr"}:
        city = fold(city).upper().replace("-", " ").replace("'", " ")
        city = city.replace("SAINT ", "ST ").replace("SAINTE ", "STE ") if rng.random() < 0.6 else city
        if rng.random() < 0.2:
            city += rng.choice((" CEDEX", f" CEDEX {rng.randint(1, 20):02}"))
            postcode = postcode[:3] + f"{rng.randint(0, 99):02}"
    elif rng.random() < 0.5:
        city = fold(city).title()
    if rng.random() < 0.03 * noise:
        city = mistyped(city, rng, 1)
    return city, postcode


def _name(entity: Entity, register: str, where: Place, rng: random.Random, noise: float) -> str:
    """The name as this register writes it."""
    by_hand = register in {"typed", "project"}
    name = entity.name
    if entity.other_names and rng.random() < (0.06 if by_hand else 0.04) * noise:
        name = rng.choice(entity.other_names)
    text = fold(name).upper()
    if entity.acronym and rng.random() < (0.04 if by_hand else 0.005) * noise:
        text = entity.acronym  # nothing but the acronym
    elif entity.acronym and rng.random() < 0.12:
        text = rng.choice((f"{text} ({entity.acronym})", f"{entity.acronym} - {text}"))
    if register == "ror" and rng.random() < 0.35:
        text = in_english(text)
    text = abbreviated(text, rng, {"finess": 0.5, "sirene": 0.25, "rnsr": 0.1, "ror": 0.02}.get(register, 0.2))
    text = _with_more(text, entity, where, register, rng, noise)
    text = reworded(text, rng, poisson(rng, (0.25 if by_hand else 0.08) * noise))
    text = mistyped(text, rng, poisson(rng, (0.35 if by_hand else 0.04) * noise))
    if register == "finess" and len(text) > 38:
        text = text[:38].rstrip()
    if register == "ror" or (by_hand and rng.random() < 0.65):
        text = _accented(titled(text, rng), name)
    return text or entity.name


def _with_more(text: str, entity: Entity, where: Place, register: str, rng: random.Random, noise: float) -> str:
    """The name with what registers add to it: a label, a parent, the city, a legal form."""
    by_hand = register in {"typed", "project"}
    if entity.label and rng.random() < 0.25:
        label = entity.label if rng.random() < 0.6 else entity.label.replace(" ", rng.choice(("", "_", "-")))
        text = rng.choice((f"{label} {text}", f"{text} - {label}", f"{text} ({label})"))
    if entity.parents and by_hand and rng.random() < 0.12 * noise:
        text = f"{text}, {rng.choice(entity.parents)}"
    if rng.random() < (0.07 if by_hand else 0.04) * noise:
        city = fold(where.city).upper()
        text = rng.choice((f"{text} {city}", f"{text} DE {city}", f"{text} - {city}", f"{text} ({city})"))
    if entity.kind in {"startup", "company"} and rng.random() < 0.25:
        form = rng.choice(LEGAL_FORMS)
        text = rng.choice((f"{text} {form}", f"{text} {form}", f"{form} {text}"))
    return text


def _accented(text: str, name: str) -> str:
    """The words with the accents that the true name has."""
    known = {fold(word): word for word in name.split()}
    return " ".join(known.get(fold(word), word) if word.islower() or word.istitle() else word for word in text.split())


def kept(count: int, seed: int = 1, noise: float = 1.0) -> Path:
    """The file of these records, made once and kept."""
    path = SCRATCH / "registers" / f"records-{count}-{seed}-{noise}.csv"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            _write(file, count, seed, noise)
        unfinished.rename(path)
    return path


def read(path: Path) -> tuple[list[Record], list[str]]:
    """Records of such a file, and the truth of each."""
    found, truth = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            identifiers = tuple((scheme, row[scheme]) for scheme in SCHEMES if row[scheme])
            plain = (row["id"], row["name"], (), (), row["city"], row["postcode"], row["country"], row["website"])
            found.append(Record(*plain, identifiers=identifiers))
            truth.append(row["truth"])
    return found, truth


def _write(file, count: int, seed: int, noise: float) -> None:
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(records(count, seed, noise))


def main() -> None:
    """Write records as CSV."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=float, default=1.0)
    options = parser.parse_args()
    _write(sys.stdout, options.count, options.seed, options.noise)


if __name__ == "__main__":
    main()
