"""`parvis judgements import` reads judged pairs back."""

from tests.domain.linking.judged import content
from tests.support.process import parvis


def test_a_file_is_looked_at_then_imported_and_brings_nothing_twice(instance, tmp_path):
    file = tmp_path / "pairs.csv"
    file.write_bytes(content(("ror:1", "ror:2", 1), ("ror:1", "ror:3", 0)))
    staged = parvis(instance.folder, "judgements", "import", str(file), "--stage")
    assert staged.returncode == 0, staged.stderr
    assert staged.stdout.startswith("pairs.csv: nothing is written yet. Look at it under /campus/linking/judgements/")
    imported = parvis(instance.folder, "judgements", "import", str(file))
    assert imported.stdout == "pairs.csv: imported.\n        2  new, about a record that is not here yet\n"
    file.write_bytes(content(("ror:1", "ror:2", 0), ("ror:1", "ror:3", 0), ("ror:1", "ror:1", 1)))
    refused = parvis(instance.folder, "judgements", "import", str(file))
    assert refused.returncode == 2, refused.stdout
    assert "line 4: both sides are the same record" in refused.stderr
    assert "Some lines cannot be used" in refused.stderr
    again = parvis(instance.folder, "judgements", "import", str(file), "--skip-bad")
    assert again.returncode == 1
    assert "line 2: ror:1 and ror:2 different?" in again.stderr
    figures = [line.split(maxsplit=1) for line in again.stdout.splitlines()[1:]]
    assert figures == [
        ["1", "judged the same already"],
        ["1", "contradicts what was judged here"],
        ["1", "cannot be used"],
    ]


def test_a_file_that_is_not_there_is_refused(instance):
    assert parvis(instance.folder, "judgements", "import", "none.csv").returncode == 2
