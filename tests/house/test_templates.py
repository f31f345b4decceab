"""Templates are all used, carry no inline script or style, and translate without stray white space."""

import re

from tests.house.tree import PACKAGE, python_files, short, templates

FOREIGN_PREFIXES = ("account/", "allauth/", "mfa/", "socialaccount/", "usersessions/", "openid/", "django/")
"""Templates that a library looks up by these names; we override them."""

INLINE = re.compile(r"""\son[a-z]+\s*=|\sstyle\s*=|<style[\s>]|<script(?![^>]*(\ssrc=|application/ld\+json|nonce=))""")


def name_of(path):
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def everything_that_names_templates():
    texts = [path.read_text(encoding="utf-8") for path in python_files()]
    texts += [path.read_text(encoding="utf-8") for path in templates()]
    return "\n".join(texts)


def test_every_template_is_used():
    text = everything_that_names_templates()
    unused = []
    for path in templates():
        name = name_of(path)
        if name.startswith(FOREIGN_PREFIXES) or name in {"404.html", "500.html"}:
            continue
        stem = name.rsplit(".", 2)[0] if "/mail/" in name else name
        component = re.sub(r"[/_]", lambda m: "." if m[0] == "/" else "-", name.removeprefix("components/"))
        is_component = name.startswith("components/")
        component = component.removesuffix(".html").removesuffix(".index")
        if is_component and re.search(rf"<c-{re.escape(component)}[\s/>]", text):
            continue
        if not is_component and (name in text or stem.removesuffix(".html").removesuffix(".txt") in text):
            continue
        unused.append(short(path))
    assert unused == []


def test_pages_have_no_inline_script_or_style():
    found = []
    for path in templates():
        if path.suffix == ".html" and "/mail/" not in str(path):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if INLINE.search(line):
                    found.append(f"{short(path)}:{number}: {line.strip()}")
    assert found == []


def test_blocktranslate_is_always_trimmed():
    found = [
        short(path)
        for path in templates()
        for tag in re.findall(
            r"{%\s*blocktrans(?:late)?\s[^%]*%}|{%\s*blocktrans(?:late)?\s*%}", path.read_text("utf-8")
        )
        if "trimmed" not in tag
    ]
    assert found == []


def test_no_page_asks_a_third_party():
    pattern = re.compile(r"""<(?:script|link|img|iframe|source|video)[^>]*\s(?:src|href)=["'](?:https?:)?//""")
    found = [short(p) for p in templates() if p.suffix == ".html" and pattern.search(p.read_text(encoding="utf-8"))]
    found += [
        short(path)
        for path in PACKAGE.rglob("static/**/*.css")
        if re.search(r"""(?:@import\s+|url\()["']?(?:https?:)?//""", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_page_hides_its_origin():
    """A page without a referrer posts with the origin "null", which the protection of forms refuses."""
    assert [short(path) for path in templates() if "no-referrer" in path.read_text(encoding="utf-8")] == []
