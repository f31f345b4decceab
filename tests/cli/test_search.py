"""`parvis search` compares and builds the index."""

from parvis.base.search.registry import indexes
from tests.support.process import parvis


def test_index_of_a_fresh_instance_is_in_step(instance):
    checked = parvis(instance.folder, "search", "check")
    lines = "".join(f"{name}: in step\n" for name in indexes.names())
    assert (checked.returncode, checked.stdout) == (0, lines)


def test_rebuild_says_how_many_documents_there_are(instance):
    lines = "".join(f"{name}: 0 documents\n" for name in indexes.names())
    assert parvis(instance.folder, "search", "rebuild").stdout == lines
