"""`parvis search` compares and builds the index."""

from tests.support.process import parvis


def test_index_of_a_fresh_instance_is_in_step(instance):
    checked = parvis(instance.folder, "search", "check")
    assert (checked.returncode, checked.stdout) == (0, "organisations: in step\n")


def test_rebuild_says_how_many_documents_there_are(instance):
    assert parvis(instance.folder, "search", "rebuild").stdout == "organisations: 0 documents\n"
