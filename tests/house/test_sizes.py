"""Files, functions and classes stay small; the lists of exceptions may only shrink."""

import ast

import pytest

from tests.house.tree import PACKAGE, ROOT, lines_in, own_files, python_files, short, templates

PYTHON_LIMIT, TEST_LIMIT, TEMPLATE_LIMIT, CSS_LIMIT, JS_LIMIT, ALL_JS_LIMIT = 400, 500, 150, 200, 150, 1500
FUNCTION_LIMIT, CLASS_LIMIT, METHOD_LIMIT, APP_LIMIT = 50, 250, 20, 4000

EXCEPTIONS: frozenset[str] = frozenset()
LARGER_APPS = {"src/parvis/domain/reviews": 4800}
"""Apps that are to be divided, with what they may have until then: reviews holds panels and assignments."""


def too_long(paths, limit):
    return [f"{short(p)}: {lines_in(p)} lines, at most {limit}" for p in paths if lines_in(p) > limit]


@pytest.mark.parametrize(
    ("paths", "limit"),
    [
        (python_files, PYTHON_LIMIT),
        (lambda: python_files(ROOT / "tests", ROOT / "bench", ROOT / "tools"), TEST_LIMIT),
        (templates, TEMPLATE_LIMIT),
        (lambda: own_files(".css"), CSS_LIMIT),
        (lambda: own_files(".js"), JS_LIMIT),
    ],
    ids=["python", "tests", "templates", "css", "js"],
)
def test_files_are_within_their_limit(paths, limit):
    assert too_long(paths(), limit) == []


def test_all_own_javascript_is_within_its_limit():
    assert sum(lines_in(path) for path in own_files(".js")) <= ALL_JS_LIMIT


def length(node):
    return node.end_lineno - node.lineno + 1


def test_functions_and_classes_are_within_their_limits():
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = f"{short(path)}:{getattr(node, 'name', '')}"
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION_LIMIT:
                found.append(f"{name}: {length(node)} lines")
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(item, ast.FunctionDef) for item in node.body)
                if length(node) > CLASS_LIMIT or methods > METHOD_LIMIT:
                    found.append(f"{name}: {length(node)} lines, {methods} methods")
    assert [line for line in found if line.split(": ")[0] not in EXCEPTIONS] == []


def test_apps_are_within_their_limit():
    sizes = {short(a.parent): sum(map(lines_in, python_files(a.parent))) for a in PACKAGE.glob("*/*/apps.py")}
    web = PACKAGE / "faces" / "web"
    sizes.pop(short(web), None)
    sizes |= {short(a.parent): sum(map(lines_in, python_files(a.parent))) for a in web.glob("*/__init__.py")}
    assert {name: size for name, size in sizes.items() if size > LARGER_APPS.get(name, APP_LIMIT)} == {}
