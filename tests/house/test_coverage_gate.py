"""The gate of coverage: to the last branch where it matters most, nine tenths of each area elsewhere."""

import json

import pytest

from tools.coverage_gate import File, area_of, read, verdict


def file(name, *, lines=(), jumps=(), statements=100, branches=100):
    return File(f"src/parvis/{name}", statements, branches, list(lines), list(jumps))


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [
        ("engine/text/fold.py", True),
        ("engine/linkage/duplicates/signs.py", True),
        ("base/jobs/services/queue.py", True),
        ("domain/sources/services.py", True),
        ("domain/directory/rules.py", True),
        ("domain/sources/workflow.py", True),
        ("domain/directory/selectors/people.py", False),
        ("faces/web/map/views.py", False),
        ("core/checks.py", False),
    ],
)
def test_where_every_branch_has_to_be_reached(name, is_whole):
    assert file(name).is_whole is is_whole


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("base/accounts/models/user.py", "base/accounts"),
        ("domain/directory/standing.py", "domain/directory"),
        ("faces/web/map/views.py", "faces/web/map"),
        ("faces/web/urls.py", "faces/web"),
        ("cli/demo.py", "cli"),
        ("core/backup/read.py", "core"),
        ("__main__.py", "."),
    ],
)
def test_area_of_a_file(name, area):
    assert area_of(f"src/parvis/{name}") == area


def test_a_single_branch_that_is_missing_in_a_service_closes_the_gate():
    said, holds = verdict([file("base/jobs/services/queue.py", lines=[8], jumps=[(3, 5), (4, -1), (8, 9)])])
    assert not holds
    assert said[1:] == [
        "src/parvis/base/jobs/services/queue.py:3: never went on to line 5",
        "src/parvis/base/jobs/services/queue.py:4: never left here",
        "src/parvis/base/jobs/services/queue.py:8: never run",
    ]


def test_a_large_area_does_not_hide_a_small_one():
    large = file("core/checks.py", statements=1000, branches=1000)
    small = file("cli/demo.py", statements=10, branches=10, jumps=[(7, 9), (8, 9)])
    said, holds = verdict([large, small])
    assert not holds
    assert said == [
        "cli: 100.0 % of the lines, 80.0 % of the branches; 90 % are asked for",
        "src/parvis/cli/demo.py:7: never went on to line 9",
        "src/parvis/cli/demo.py:8: never went on to line 9",
    ]


def test_nine_tenths_of_an_area_are_enough():
    enough = file("cli/demo.py", statements=10, branches=10, lines=[1], jumps=[(7, 9)])
    assert verdict([enough]) == ([], True)
    assert len(verdict([enough], everything=True)[0]) == 3


def test_report_of_coverage_is_read(tmp_path):
    of = {
        "summary": {"num_statements": 4, "num_branches": 2},
        "missing_lines": [4],
        "missing_branches": [[2, 4]],
    }
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"files": {"src/parvis/core/clock.py": of}}), encoding="utf-8")
    assert read(report) == [File("src/parvis/core/clock.py", 4, 2, [4], [(2, 4)])]
