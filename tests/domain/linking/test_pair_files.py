"""Files of judged pairs: looked at, written whole or not at all, taken back."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.accounts.services.personal_data import erase_account
from parvis.base.activity.models import Entry
from parvis.base.jobs.models import Job
from parvis.base.jobs.services import queue
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Organisation
from parvis.domain.linking import personal_data
from parvis.domain.linking.enums import Origin, PairState, Verdict
from parvis.domain.linking.models import Judgement, Merge, PairFile
from parvis.domain.linking.selectors import pair_files as files
from parvis.domain.linking.services import pair_files as services
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.sources.services.imports import own_transaction
from tests.domain.linking.judged import apply, content, known, stage
from tests.factories import directory as make
from tests.factories.accounts import UserFactory, account_with
from tests.factories.linking import CandidatePairFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return account_with(Role.COMMUNITY)


def said(left, right, verdict, actor=None):
    (left_source, left_key), (right_source, right_key) = left.split(":"), right.split(":")
    return Judgement.objects.create(
        left_source=left_source,
        left_key=left_key,
        right_source=right_source,
        right_key=right_key,
        verdict=verdict,
        judged_by=actor,
    )


def test_a_file_is_looked_at_before_anything_is_written(keeper):
    known("rnsr", "1"), known("ror", "1"), known("ror", "2")
    mine = said("rnsr:1", "ror:2", Verdict.DIFFERENT, keeper)
    file = stage(
        keeper,
        ("ror:1", "rnsr:1", 1),
        ("ror:2", "rnsr:1", 1),
        ("ror:1", "ror:2", 0),
        ("ror:9", "rnsr:9", 1),
        ("ror:1", "rnsr:2", "perhaps"),
    )
    file.refresh_from_db()
    assert file.counts == {"merges": 1, "contradicts": 1, "new": 1, "unknown": 1}
    assert file.bad == [[6, "“same” is “perhaps”; 1 or 0 was expected"]]
    assert [(name, number) for name, _label, number in files.figures_of(file)] == [
        ("new", 1),
        ("merges", 1),
        ("unknown", 1),
        ("contradicts", 1),
    ]
    assert files.kept_of(file) == 3
    ((line, word),) = files.words_of(files.lines_of(file, "contradicts"))
    assert (line["number"], word) == (3, mine)
    assert Judgement.objects.get() == mine
    assert Entry.objects.get(verb="linking.file_staged").data == {"lines": 4, "bad": 1}


def test_what_a_file_says_is_kept_with_who_said_it(keeper):
    file = stage(keeper, ("ror:9", "rnsr:9", 0, "A", "B", "Ada", "Two towns"))
    assert apply(keeper, file) == {"unknown": 1}
    judgement = Judgement.objects.get()
    assert (judgement.left_source, judgement.right_key, judgement.verdict) == ("rnsr", "9", "different")
    assert (judgement.origin, judgement.said_by, judgement.reason) == (Origin.FILE, "Ada", "Two towns")
    assert (judgement.judged_by, judgement.file) == (keeper, file)
    assert (judgement.left_record, judgement.right_record) == ({"name": "B"}, {"name": "A"})
    file.refresh_from_db()
    assert (file.state, file.lines) == ("done", [])
    assert Entry.objects.get(verb="linking.file_imported").data == {"judgements": 1}


def test_the_same_file_brings_nothing_a_second_time(keeper):
    known("rnsr", "1"), known("ror", "1")
    rows = ("ror:1", "rnsr:1", 1), ("ror:2", "rnsr:2", 0)
    apply(keeper, stage(keeper, *rows))
    again = stage(keeper, *rows)
    assert (again.counts, files.kept_of(again)) == ({"known": 2}, 0)
    apply(keeper, again)
    assert (Judgement.objects.count(), Merge.objects.count()) == (2, 1)


def test_two_of_the_directory_that_are_the_same_are_merged(keeper):
    pair = CandidatePairFactory(left=known("ror", "1"), right=known("rnsr", "1"))
    apply(keeper, stage(keeper, ("ror:1", "rnsr:1", 1, "A", "B", "Ada", "One house")))
    merge = Merge.objects.get()
    assert (merge.judgement, merge.reason, merge.merged_by) == (Judgement.objects.get(), "One house", keeper)
    pair.refresh_from_db()
    assert (pair.state, pair.judgement) == (PairState.SAME, merge.judgement)


def test_two_of_the_directory_that_are_different_leave_the_queue(keeper):
    pair = CandidatePairFactory(left=known("ror", "1"), right=known("rnsr", "1"))
    assert apply(keeper, stage(keeper, ("rnsr:1", "ror:1", 0))) == {"new": 1}
    pair.refresh_from_db()
    assert pair.state == PairState.DIFFERENT


def test_numbers_that_contradict_forbid_the_merge(keeper):
    for source, siren in (("ror", "552100554"), ("rnsr", "542107651")):
        make.IdentifierFactory(organisation=known(source, "1"), scheme=Scheme.SIREN, value=siren)
    file = stage(keeper, ("ror:1", "rnsr:1", 1))
    assert (file.counts, apply(keeper, file)) == ({"blocked": 1}, {"blocked": 1})
    assert not Judgement.objects.exists()
    assert not Merge.objects.exists()


def test_a_chain_becomes_one_organisation(keeper):
    for key in "123":
        known("ror", key)
    file = stage(keeper, ("ror:1", "ror:2", 1), ("ror:2", "ror:3", 1), ("ror:1", "ror:3", 1))
    assert apply(keeper, file) == {"merges": 2, "new": 1}
    assert Organisation.objects.count() == 1


def test_who_is_different_forbids_the_chain(keeper):
    for key in "123":
        known("ror", key)
    file = stage(keeper, ("ror:1", "ror:2", 1), ("ror:2", "ror:3", 1), ("ror:1", "ror:3", 0))
    assert apply(keeper, file) == {"new": 1, "merges": 1, "contradicts": 1}
    assert Organisation.objects.count() == 2


def test_what_was_judged_about_other_records_of_the_two_counts(keeper):
    known("ror", "1"), known("rnsr", "1")
    other = known("ilab", "1")
    said("ilab:1", "rnsr:1", Verdict.DIFFERENT)
    merge_organisations(actor=None, survivor=Organisation.objects.get(sources=["ror"]), absorbed=other)
    file = stage(keeper, ("ror:1", "rnsr:1", 1), ("ror:1", "ilab:1", 0))
    assert file.counts == {"contradicts": 2}
    first, second = files.words_of(file.lines)
    assert (first[1].verdict, second[1]) == ("different", None)


def test_what_was_left_open_or_taken_back_may_be_said(keeper):
    said("ror:1", "ror:2", Verdict.UNSURE)
    said("ror:1", "ror:3", Verdict.WITHDRAWN)
    assert stage(keeper, ("ror:1", "ror:2", 1), ("ror:1", "ror:3", 0)).counts == {"unknown": 2}


def test_an_entry_without_a_register_counts_only_under_its_name(keeper):
    here, gone = make.OrganisationFactory(name="Maison A"), make.OrganisationFactory(name="Maison B")
    make.NameFactory(organisation=here, text="MA")
    merge_organisations(actor=None, survivor=here, absorbed=gone)
    file = stage(
        keeper,
        (f"directory:{here.pk}", "ror:1", 1, "ma", "B"),
        (f"directory:{gone.pk}", "ror:2", 1, "maison b", "B"),
        (f"directory:{here.pk}", "ror:3", 1, "Other", "B"),
        ("directory:999999", "ror:4", 1),
        ("directory:one", "ror:5", 1),
        ("own_1:1", "ror:6", 1),
    )
    assert [line["outcome"] for line in file.lines] == ["unknown", "unknown", "unknown", "local", "local", "local"]


def test_bad_lines_have_to_be_accepted(keeper):
    file = stage(keeper, ("ror:1", "ror:2", 1), ("ror:1", "ror:1", 1))
    with pytest.raises(InvalidInput, match="Some lines cannot be used"):
        services.request_apply(actor=keeper, file=file)
    services.request_apply(actor=keeper, file=file, skip_bad=True)
    assert file.state == "running"


@pytest.mark.parametrize(("rows", "why"), [((), "holds no pair"), ((("ror:1", "ror:2", 1),) * 9, "larger than 0 MB")])
def test_a_file_that_says_nothing_or_too_much_is_refused(keeper, monkeypatch, rows, why):
    monkeypatch.setattr(services, "MOST_BYTES", 200)
    with pytest.raises(InvalidInput, match=why):
        stage(keeper, *rows)


def test_nothing_is_written_when_something_goes_wrong(keeper):
    file = stage(keeper, ("ror:1", "ror:2", 1))
    services.drop_pairs(actor=keeper, file=file)
    with pytest.raises(Conflict):
        services.apply_pairs(actor=keeper, file=file, progress=lambda *_: None, effect=own_transaction)
    assert not Judgement.objects.exists()


def test_an_outsider_does_nothing(keeper):
    outsider, file = account_with(Role.SITE), stage(keeper, ("ror:1", "ror:2", 1))
    for act in (services.request_apply, services.request_undo, services.drop_pairs):
        with pytest.raises(NotAllowed):
            act(actor=outsider, file=file)
    with pytest.raises(NotAllowed):
        services.stage_pairs(actor=outsider, name="a", content=content())
    assert not files.pair_files_visible_to(outsider).exists()
    assert files.pair_files_visible_to(keeper).get() == file


def test_a_job_writes_the_file_and_another_takes_it_back(keeper):
    known("rnsr", "1"), known("ror", "1")
    file = stage(keeper, ("ror:1", "rnsr:1", 1), ("ror:1", "ror:2", 0))
    services.request_apply(actor=keeper, file=file)
    (job,) = run_jobs()
    assert (job.state, job.result, Merge.objects.filter(undone_at=None).count()) == (
        "done",
        {"merges": 1, "unknown": 1},
        1,
    )
    file.refresh_from_db()
    services.request_undo(actor=keeper, file=file)
    assert run_jobs()[0].result == {"taken_back": 2}
    file.refresh_from_db()
    assert (file.state, Merge.objects.filter(undone_at=None).count()) == ("undone", 0)
    assert Entry.objects.get(verb="linking.file_undone").data == {"taken_back": 2}
    assert Organisation.objects.count() == 2


def test_what_was_said_since_stays(keeper):
    file = stage(keeper, ("ror:1", "ror:2", 1))
    apply(keeper, file)
    said("ror:1", "ror:2", Verdict.DIFFERENT)
    assert services.undo_pairs(actor=keeper, file=file, progress=lambda *_: None) == {"followed": 1}


def test_a_merge_on_which_another_builds_stays(keeper):
    one, two = known("ror", "1"), known("rnsr", "1")
    file = stage(keeper, ("ror:1", "rnsr:1", 1))
    apply(keeper, file)
    survivor = Organisation.objects.get(pk__in=[one.pk, two.pk])
    merge_organisations(actor=None, survivor=make.OrganisationFactory(), absorbed=survivor)
    file.refresh_from_db()
    services.request_undo(actor=keeper, file=file)
    run_jobs()
    file.refresh_from_db()
    assert file.state == "done"


@pytest.mark.parametrize(("ask", "state"), [(services.request_apply, "staged"), (services.request_undo, "done")])
def test_a_file_whose_job_was_cancelled_can_be_tried_again(keeper, ask, state):
    file = stage(keeper, ("ror:1", "ror:2", 1))
    PairFile.objects.filter(pk=file.pk).update(state=state)
    ask(actor=keeper, file=file)
    services.settle(file)
    assert file.state in {"running", "undoing"}
    queue.cancel(actor=keeper, job=Job.objects.get(pk=file.job_id))
    run_jobs()
    services.settle(file)
    assert file.state == state


def test_the_command_line_judges_for_nobody():
    file = stage(None, ("ror:1", "ror:2", 1, "A", "B", "Ada"))
    services.apply_pairs(
        actor=None, file=file, progress=lambda *_: None, effect=own_transaction, state=services.FileState.STAGED
    )
    judgement = Judgement.objects.get()
    assert (judgement.judged_by, judgement.said_by, file.made_by) == (None, "Ada", None)


def test_the_name_that_a_file_brought_goes_with_the_account(keeper):
    ada = UserFactory(name="Ada Lovelace")
    apply(keeper, stage(keeper, ("ror:1", "ror:2", 1, "A", "B", "Ada Lovelace"), ("ror:1", "ror:3", 1)))
    assert [row["left_key"] for row in personal_data.export(ada)["judgements_from_files"]] == ["1"]
    assert personal_data.export(keeper)["files"][0]["file_name"] == "pairs.csv"
    erase_account(actor=ada, user=ada)
    assert set(Judgement.objects.values_list("said_by", flat=True)) == {""}
