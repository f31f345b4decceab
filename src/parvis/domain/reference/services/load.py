"""Fill the reference tables from the compact files of `data/`; running it again changes nothing."""

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.text import slugify

from parvis.domain.reference.models import Commune, Department, Region, Sector, Theme
from parvis.domain.reference.naming import place_key
from parvis.domain.reference.selectors.populations import populations
from parvis.domain.reference.themes import THEMES

Progress = Callable[[int, int, str], None]
M = TypeVar("M", bound=models.Model)

DATA = files("parvis.domain.reference") / "data"
BATCH = 5000


@dataclass(frozen=True)
class LoadReport:
    """How many rows each table gained and changed."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)


def load_reference(progress: Progress | None = None) -> LoadReport:
    """Load territories, sectors and, in a new instance, the four themes; all or nothing.

    A row that left the files stays: organisations may point to it. Themes are loaded only where there are none,
    because administrators edit them.
    """
    report = LoadReport()
    steps: tuple[tuple[type[models.Model], Callable[[], list[dict[str, Any]]]], ...] = (
        (Region, _regions),
        (Department, _departments),
        (Commune, _communes),
        (Sector, _sectors),
    )
    with transaction.atomic():
        for number, (model, rows) in enumerate(steps):
            if progress:
                progress(number, len(steps), str(model._meta.verbose_name_plural))
            _store(model, rows(), report)
        _store_themes(report)
    populations.forget()
    if progress:
        progress(len(steps), len(steps), str(Theme._meta.verbose_name_plural))
    return report


def _store(model: type[M], rows: list[dict[str, Any]], report: LoadReport) -> None:
    """Create the rows that are missing and update those that differ."""
    columns = list(rows[0])
    manager = model._base_manager
    known = {values[0]: values for values in manager.values_list(*columns)}
    missing = [row for row in rows if row["code"] not in known]
    differing = [row for row in rows if row["code"] in known and tuple(row.values()) != known[row["code"]]]
    manager.bulk_create((model(**row) for row in missing), batch_size=BATCH)
    if differing:
        manager.bulk_update((model(**row) for row in differing), columns[1:], batch_size=500)
    report.created[model._meta.model_name or ""] = len(missing)
    report.changed[model._meta.model_name or ""] = len(differing)


def _store_themes(report: LoadReport) -> None:
    new = [] if Theme.objects.exists() else [Theme(position=place, **row) for place, row in enumerate(THEMES, 1)]
    Theme.objects.bulk_create(new)
    report.created["theme"], report.changed["theme"] = len(new), 0


def _table(name: str) -> Iterable[Mapping[str, str]]:
    raw = (DATA / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    return csv.DictReader(io.StringIO(text))


def _regions() -> list[dict[str, Any]]:
    return [
        {"code": r["code"], "name": r["name"], "slug": slugify(r["name"]), "is_overseas": r["zone"] != "metro"}
        for r in _table("regions.csv")
    ]


def _departments() -> list[dict[str, Any]]:
    return [
        {"code": row["code"], "name": row["name"], "slug": slugify(row["name"]), "region_id": row["region"]}
        for row in _table("departments.csv")
    ]


def _communes() -> list[dict[str, Any]]:
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "folded_name": place_key(row["name"]),
            "department_id": row["department"],
            "population": int(row["population"] or 0),
            "postcodes": row["postcodes"],
            "latitude": float(row["lat"]) if row["lat"] else None,
            "longitude": float(row["lng"]) if row["lng"] else None,
        }
        for row in _table("communes.csv.gz")
    ]


def _sectors() -> list[dict[str, Any]]:
    rows = {row["id"]: row["label"] for row in _table("naf.csv.gz")}
    return [
        {"code": code, "name": name[:200], "parent_id": next((c for c in _shorter(code) if c in rows), None)}
        for code, name in sorted(rows.items(), key=lambda item: (len(item[0]), item[0]))
    ]


def _shorter(code: str) -> list[str]:
    """The codes above a NAF code, nearest first: 72.11Z → 72.11, 72.1, 72."""
    return [code[:end] for end in range(len(code) - 1, 1, -1) if code[end - 1] != "."]
