"""Make the compact copies of `parvis/domain/reference/data`: `python tools/reference_data.py FOLDER`.

The engine's own table of communes is made with them.

FOLDER holds `geo/communes_fr.csv.gz`, `geo/regions_2026.json`, `geo/departements_2026.json`, the two GeoJSON files and
`taxonomy_naf.csv`. Borders are simplified arc by arc, so that two neighbours keep the same line between them.
"""

import argparse
import csv
import gzip
import io
import json
from collections import defaultdict
from pathlib import Path

from parvis.engine.linkage.normalise.places import place

TARGET = Path(__file__).resolve().parents[1] / "src" / "parvis" / "domain" / "reference" / "data"
TABLES = TARGET.parents[2] / "engine" / "linkage" / "normalise" / "tables"
SMALLEST_RING = 4

Point = tuple[float, float]
Ring = list[Point]


def rings_of(geometry: dict) -> list[list[Ring]]:
    """The polygons of a geometry, each a list of rings of rounded points, without the closing point."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[[(round(x, 4), round(y, 4)) for x, y in ring[:-1]] for ring in polygon] for polygon in polygons]


def junctions(features: list[list[list[Ring]]]) -> set[Point]:
    """Points where more than two lines meet: every arc starts and ends at one."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for polygons in features:
        for polygon in polygons:
            for ring in polygon:
                for before, point in zip([ring[-1], *ring], ring, strict=False):
                    if before != point:
                        neighbours[point].add(before)
                        neighbours[before].add(point)
    return {point for point, around in neighbours.items() if len(around) != 2}


def distance(point: Point, start: Point, end: Point) -> float:
    """How far the point is from the line between two others, in degrees of latitude."""
    (x, y), (x1, y1), (x2, y2) = [(0.7 * p[0], p[1]) for p in (point, start, end)]
    dx, dy = x2 - x1, y2 - y1
    if dx == dy == 0:
        return ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
    return abs(dy * x - dx * y + x2 * y1 - y2 * x1) / (dx * dx + dy * dy) ** 0.5


def thinned(line: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker: the line without the points that hardly bend it."""
    keep, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, index = max(
            ((distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            keep.add(index)
            waiting += [(first, index), (index, last)]
    return [point for index, point in enumerate(line) if index in keep]


def simplified(ring: Ring, nodes: set[Point], tolerance: float) -> Ring:
    """The ring with each of its arcs thinned in one canonical direction."""
    starts = [index for index, point in enumerate(ring) if point in nodes]
    if not starts:  # an island: begin at its westernmost point, and break it once more at the far side
        west = min(range(len(ring)), key=lambda index: ring[index])
        ring = ring[west:] + ring[:west]
        starts = [0, max(range(len(ring)), key=lambda index: distance(ring[index], ring[0], ring[0]))]
    ring, starts = ring[starts[0] :] + ring[: starts[0]], [index - starts[0] for index in starts]
    result: Ring = []
    for first, last in zip(starts, [*starts[1:], len(ring)], strict=True):
        arc = [*ring[first:last], ring[last % len(ring)]]
        turned = arc[::-1] < arc
        short = thinned(arc[::-1] if turned else arc, tolerance)
        result += (short[::-1] if turned else short)[:-1]
    return result


def borders(source: Path, target: Path, *, tolerance: float, digits: int) -> None:
    """Write a lighter GeoJSON with `code` and `name` as its properties."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    shapes = [rings_of(feature["geometry"]) for feature in features]
    nodes = junctions(shapes)
    lighter = []
    for feature, polygons in zip(features, shapes, strict=True):
        kept = []
        for polygon in polygons:
            rings = [simplified(ring, nodes, tolerance) for ring in polygon]
            closed = [[[round(x, digits), round(y, digits)] for x, y in [*ring, ring[0]]] for ring in rings]
            if len(closed[0]) >= SMALLEST_RING:
                kept.append([ring for ring in closed if len(ring) >= SMALLEST_RING])
        properties = {"code": feature["properties"]["code"], "name": feature["properties"]["nom"]}
        geometry = {"type": "MultiPolygon", "coordinates": kept}
        lighter.append({"type": "Feature", "properties": properties, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": sorted(lighter, key=lambda f: f["properties"]["code"])}
    target.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def packed(text: str, target: Path) -> None:
    """Write a gzip file that is the same at each run."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(text.encode())


def communes(source: Path, target: Path) -> None:
    """Keep what the model holds."""
    out = io.StringIO()
    columns = ("code", "name", "department", "population", "postcodes", "lat", "lng")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    with gzip.open(source, "rt", encoding="utf-8") as file:
        writer.writerows(csv.DictReader(file))
    packed(out.getvalue(), target)


def gazetteer(source: Path, target: Path) -> None:
    """Folded name, department and centroid of each commune; of two with the same name the larger one comes first."""
    with gzip.open(source, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    named = [
        (place(row["name"]).city, -int(row["population"] or 0), row["department"], row["lat"], row["lng"])
        for row in rows
    ]
    lines = [
        f"{name}\t{department}\t{float(lat):.2f}\t{float(lng):.2f}\n"
        for name, _people, department, lat, lng in sorted(named)
        if lat and lng
    ]
    packed("".join(lines), target)


def territories(source: Path, target: Path, columns: dict[str, str]) -> None:
    """A JSON list as a small CSV."""
    rows = json.loads(source.read_text(encoding="utf-8"))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.values())
        writer.writerows([row[name] for name in columns] for row in rows)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    geo = folder / "geo"
    TARGET.mkdir(exist_ok=True)
    territories(geo / "regions_2026.json", TARGET / "regions.csv", {"code": "code", "nom": "name", "zone": "zone"})
    territories(
        geo / "departements_2026.json", TARGET / "departments.csv", {"code": "code", "nom": "name", "region": "region"}
    )
    communes(geo / "communes_fr.csv.gz", TARGET / "communes.csv.gz")
    gazetteer(geo / "communes_fr.csv.gz", TABLES / "communes.tsv.gz")
    packed((folder / "taxonomy_naf.csv").read_text(encoding="utf-8-sig"), TARGET / "naf.csv.gz")
    borders(geo / "regions-web-avec-drom.geojson", TARGET / "regions.geojson", tolerance=0.008, digits=3)
    borders(geo / "departements-web-avec-drom.geojson", TARGET / "departments.geojson", tolerance=0.004, digits=3)
    for path in sorted(TARGET.iterdir()):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
