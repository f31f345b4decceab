"""Components render, take only what they declare, and are all shown in the gallery."""

import re

import pytest

from tests.house.tree import PACKAGE, ROOT, short, templates

FOLDER = PACKAGE / "faces" / "web" / "design" / "templates" / "components"
GALLERY = FOLDER.parent / "web" / "design"
PLAIN = {
    "id",
    "title",
    "rel",
    "role",
    "target",
    "lang",
    "hreflang",
    "download",
    "form",
    "formaction",
    "name",
    "value",
    "hidden",
}
PREFIXES = ("data-", "aria-", "hx-")
USE = re.compile(
    r"<c-(?!slot|vars)([a-z][a-z0-9.-]*)((?:\s+:?[\w.-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?|\s*{%.*?%}|\s*{{.*?}})*)\s*/?>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"(?:^|\s):?([\w.-]+)(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


def components():
    return sorted(
        path.relative_to(FOLDER).with_suffix("").as_posix().replace("_", "-") for path in FOLDER.rglob("*.html")
    )


def declared(name):
    text = (FOLDER / f"{name.replace('-', '_')}.html").read_text(encoding="utf-8")
    found = re.match(r"<c-vars(.*?)/>", text, re.DOTALL)
    return set(ATTRIBUTE.findall(found[1])) if found else set()


def uses():
    for path in templates():
        for match in USE.finditer(path.read_text(encoding="utf-8")):
            yield path, match[1], set(ATTRIBUTE.findall(match[2]))


def test_every_component_is_shown_in_the_gallery():
    shown = "".join(path.read_text(encoding="utf-8") for path in [*GALLERY.glob("*.html"), *FOLDER.glob("*.html")])
    assert [name for name in components() if not re.search(rf"<c-{name}[\s/>]", shown)] == []


def test_no_page_uses_a_component_that_is_not_there():
    known = set(components())
    assert [f"{short(path)}: <c-{name}>" for path, name, _given in uses() if name not in known] == []


def test_components_are_given_only_what_they_declare():
    wrong = []
    for path, name, given in uses():
        extra = {key for key in given - declared(name) - PLAIN if not key.startswith(PREFIXES)}
        if extra:
            wrong.append(f"{short(path)}: <c-{name}> has no {', '.join(sorted(extra))}")
    assert wrong == []


def test_properties_are_documented():
    text = (ROOT / "docs" / "reference" / "components.md").read_text(encoding="utf-8")
    assert [name for name in components() if f"`<c-{name}>`" not in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_gallery_renders_in_both_languages(client, language):
    response = client.get("/gallery/", headers={"accept-language": language})
    page = response.content.decode()
    assert response.status_code == 200
    assert f'lang="{language}"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.django_db
def test_gallery_sorts_and_pages_by_links(client):
    page = client.get("/gallery/?order=name&page=7").content.decode()
    assert 'href="?order=-name"' in page
    assert 'href="?order=name&amp;page=8"' in page
    assert 'aria-sort="ascending"' in page
