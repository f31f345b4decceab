"""Copy the third-party front-end files that pages use into the package: `python tools/vendor.py` (needs npm).

Pages ask no third party for anything, so each file is kept here, at the versions below, as its authors publish it; only
comments that name missing source maps are taken out. The icons that pages use are gathered in one sprite: add a name to
ICONS and run this again.
"""

import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "src" / "parvis" / "faces" / "web" / "design" / "static" / "vendor"
AXE = ROOT / "tests" / "support" / "vendor"

PACKAGES = {
    "@tabler/core": "1.6.1",
    "@tabler/icons": "3.51.0",
    "htmx.org": "2.0.11",
    "@fontsource-variable/bricolage-grotesque": "5.3.0",
    "leaflet": "1.9.4",
    "leaflet.markercluster": "1.5.3",
    "axe-core": "4.14.1",
}
FONT = "@fontsource-variable/bricolage-grotesque"
COPIES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "@tabler/icons/LICENSE": "tabler/LICENSE",
    f"{FONT}/files/bricolage-grotesque-latin-opsz-normal.woff2": "bricolage/latin.woff2",
    f"{FONT}/files/bricolage-grotesque-latin-ext-opsz-normal.woff2": "bricolage/latin-ext.woff2",
    f"{FONT}/LICENSE": "bricolage/LICENSE",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images/layers.png": "leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "leaflet.markercluster/dist/leaflet.markercluster.js": "leaflet/leaflet.markercluster.js",
    "leaflet.markercluster/dist/MarkerCluster.css": "leaflet/markercluster.css",
    "leaflet.markercluster/MIT-LICENCE.txt": "leaflet/LICENSE-markercluster",
}
MAPPED = ("tabler/tabler.min.css", "leaflet/leaflet.js", "leaflet/leaflet.markercluster.js")
"""Files that end with a comment naming a source map."""
ICONS = """
activity adjustments alert-circle alert-triangle archive arrow-left arrow-right arrow-up-right arrows-sort award
bell book brightness building building-bank building-community building-factory-2 building-hospital bulb calendar
calendar-event certificate chart-bar check checks chevron-down chevron-left chevron-right chevron-up circle-check
circle-dashed circle-x clipboard-check clock cloud-upload copy database database-import device-floppy download edit
external-link eye eye-off file file-export file-import file-text filter fingerprint flag flask folder globe
heart-handshake help-circle history home hourglass id inbox info-circle key language layout-dashboard link list lock
lock-open login logout mail map map-2 map-pin menu-2 message-circle microscope minus moon network palette pencil
phone photo player-play player-stop plus point refresh rocket rss school search send server settings shield
shield-check sort-ascending sort-descending sparkles stack-2 sun switch-horizontal table tag target template trash
trophy upload user user-check user-circle user-plus users users-group versions world x zoom-in zoom-out hierarchy-2
stethoscope device-mobile activity-heartbeat heart-rate-monitor plug-connected quote list-details calendar-time
mail-opened
""".split()  # noqa: SIM905 -- a list of words is read as words


def fetch(folder: Path) -> Path:
    """Install the packages into a temporary folder, without running anything of theirs."""
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    subprocess.run(["npm", "init", "--yes"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", *wanted], cwd=folder, check=True)
    return folder / "node_modules"


def without_source_map(path: Path) -> None:
    """Take out the comment that names a source map: manifest storage would look for the file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\s*(/\*#|//#) sourceMappingURL=\S+( \*/)?\s*$", "\n", text), encoding="utf-8")


def symbol(name: str, source: Path) -> str:
    """One icon as a symbol of the sprite."""
    shapes = []
    for element in ET.parse(source).getroot():  # noqa: S314 -- files of a pinned package
        if element.get("stroke") == "none":
            continue
        tag = element.tag.split("}")[-1]
        attributes = " ".join(f'{key}="{value}"' for key, value in element.attrib.items())
        shapes.append(f"<{tag} {attributes}/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


def write_sprite(modules: Path) -> None:
    """All icons in one file, addressed as icons.svg#name."""
    folder = modules / "@tabler/icons/icons/outline"
    symbols = "\n".join(symbol(name, folder / f"{name}.svg") for name in sorted(set(ICONS)))
    text = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (VENDOR / "tabler" / "icons.svg").write_text(text, encoding="utf-8")


def main() -> None:
    """Fetch, copy, strip, gather."""
    with tempfile.TemporaryDirectory() as name:
        modules = fetch(Path(name))
        for source, target in COPIES.items():
            (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(modules / source, VENDOR / target)
        shutil.copyfile(modules / "axe-core/axe.min.js", AXE / "axe.min.js")
        shutil.copyfile(modules / "axe-core/LICENSE", AXE / "axe-LICENSE")
        for target in MAPPED:
            without_source_map(VENDOR / target)
        write_sprite(modules)


if __name__ == "__main__":
    main()
