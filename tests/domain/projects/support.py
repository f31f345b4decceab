"""Files of the ANR for the tests of projects."""

import csv

from parvis.domain.projects.services.importing import import_projects

PROJECT = {
    "project_id": "ANR-10-BINF-0001",
    "acronym": "ANCESTROME",
    "year": "2010",
    "action": "PIA/France2030",
    "programme": "BINF",
    "ces_label": "",
    "health": "programme",
    "title_fr": "Approche de phylogénie intégrative",
    "abstract_fr": "La Biologie est une science historique.",
    "grant_eur": "2177912.28",
    "start": "2012-01-01 00:00:00",
    "terms_en_stem": "genom evolut",
}
COORDINATOR = {
    "project_id": "ANR-10-BINF-0001",
    "partner_id": "ANR-10-BINF-0001-01",
    "coordinator": "True",
    "org_name": "Laboratoire de Biométrie et Biologie Évolutive",
    "org_category": "Laboratoire public",
    "rnsr": "200112491C",
    "city": "Villeurbanne",
    "region": "Auvergne-Rhône-Alpes",
    "country": "France",
}
PARTNER = {
    **COORDINATOR,
    "partner_id": "ANR-10-BINF-0001-02",
    "coordinator": "False",
    "org_name": "Institut Pasteur",
    "org_category": "Fondation de recherche",
    "rnsr": "",
    "city": "Paris",
    "region": "",
}


def written(path, rows):
    """Write rows as a CSV file; returns its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def files(folder, projects=(PROJECT,), participations=(COORDINATOR, PARTNER)):
    """The two files of the ANR with these rows."""
    return [written(folder / "projects.csv", projects), written(folder / "participations.csv", participations)]


def import_anr(folder, projects=(PROJECT,), participations=(COORDINATOR, PARTNER), **options):
    """Import these rows."""
    return import_projects(actor=None, source="anr", paths=files(folder, projects, participations), **options)
