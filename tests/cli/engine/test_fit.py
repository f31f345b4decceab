"""`parvis engine fit` makes weights of judged pairs."""

import json

import pytest
from typer.testing import CliRunner

from parvis.cli.engine import app

TOWNS = ("Dijon", "Lyon", "Nantes", "Rouen", "Tours", "Brest", "Caen", "Lille", "Metz", "Nancy", "Nice", "Pau")
HEADER = "left_id,left_name,right_id,right_name,right_city,same\n"


def pairs(towns=TOWNS):
    return HEADER + "".join(
        f"{kind}{a},{kind} {a},{kind}{b},{long} de {b},{b},{int(a == b)}\n"
        for kind, long in (("CHU", "Centre hospitalier universitaire"), ("Université", "University"))
        for a in towns
        for b in towns
    )


@pytest.fixture
def fit(tmp_path):
    """Runs the command on these pairs; answers the result and where the weights went."""

    def run(text, *options):
        (tmp_path / "pairs.csv").write_text(text)
        output = tmp_path / "weights.json"
        arguments = ["fit", "--pairs", str(tmp_path / "pairs.csv"), "--output", str(output), *options]
        return CliRunner().invoke(app, arguments), output

    return run


def test_weights_are_fitted_and_used(fit, tmp_path):
    result, weights = fit(pairs(), "--json")
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert (summary["pairs"], summary["same"], summary["bad_lines"]) == (288, 24, 0)
    assert summary["agreement"] > 0.95
    (tmp_path / "records.csv").write_text("id,name\n1,CHU Pau\n")
    (tmp_path / "reference.csv").write_text("id,name\na,CHU de Pau\nb,CHU de Nice\n")
    files = [f"--{name}={tmp_path / name}.csv" for name in ("records", "reference")]
    linked = CliRunner().invoke(
        app, ["link", *files, "--output", str(tmp_path / "links.csv"), "--weights", str(weights)]
    )
    assert linked.exit_code == 0, linked.stderr
    assert (tmp_path / "links.csv").read_text().splitlines()[1].startswith("1,a,")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEADER, "holds no pair"),
        (HEADER + "1,a,2,b,,perhaps\n", "line 2: same is 'perhaps'; expected 1 or 0"),
        (pairs(TOWNS[:3]), "at least 20 pairs that are the same"),
        ("left_id,left_name\n1,a\n", "has no column right_id, right_name, same"),
    ],
)
def test_what_cannot_be_fitted_is_refused(fit, text, sentence):
    result, weights = fit(text)
    assert result.exit_code in {1, 2}
    assert sentence in result.stderr
    assert not weights.exists()


def test_bad_lines_can_be_skipped(fit):
    result, weights = fit(pairs() + "1,a,2,b,,perhaps\n", "--skip-bad")
    assert result.exit_code == 0
    assert "bad lines 1" in result.stderr
    assert weights.exists()
