"""Records that resemble an organisation, and what people say about them."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.models import Judgement
from parvis.domain.sources.models import Change, SourceRecord
from parvis.domain.sources.selectors.changes import ChangeFilters, changes_of, in_words
from parvis.domain.sources.services.doubts import judge_line
from parvis.domain.sources.services.imports import import_file
from tests.domain.linking.judged import apply as apply_pairs
from tests.domain.linking.judged import stage as stage_pairs
from tests.domain.sources.support import (
    applied,
    import_all,
    organisation_with,
    rolled_back,
    row_of,
    staged,
    territories,
)
from tests.domain.sources.support import written as write_file
from tests.factories import directory as make
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db

KEY = "05f82e368"
NAME = "Université Grenoble Alpes"


@pytest.fixture
def judge(db):
    territories()
    import_all("higher_education")
    return account_with(Role.COMMUNITY)


@pytest.fixture
def grenoble(judge):
    return Organisation.objects.get(name=NAME)


def alike(tmp_path):
    """A file with one record that has the name of a university and none of its numbers."""
    row = row_of("ror", ror="https://ror.org/02rx3b187")
    blank = dict.fromkeys(("grid", "wikidata", "isni", "fundref", "parents"), "")
    return write_file(tmp_path / "ror.csv", [{**row, **blank, "ror": f"https://ror.org/{KEY}", "name": NAME}])


def line_of(run):
    return Change.objects.select_related("run").get(run=run, key=KEY)


def test_a_record_that_resembles_an_organisation_is_doubtful(judge, grenoble, tmp_path):
    run = staged("ror", alike(tmp_path))
    (view,) = in_words(changes_of(run, ChangeFilters(kind="doubtful")))
    ((organisation, score),) = view.alike
    assert (organisation, score > 0.5, run.counts["doubtful"], run.counts["new"]) == (grenoble, True, 1, 0)
    is_applied, run = applied(run)
    assert (is_applied, line_of(run).kind, Organisation.objects.filter(name=NAME).count()) == (True, "doubtful", 2)


def test_what_is_judged_the_same_is_joined_and_stays_so(judge, grenoble, tmp_path):
    path = alike(tmp_path)
    run = staged("ror", path)
    judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="same")
    judgement = Judgement.objects.get()
    assert {judgement.left_source, judgement.right_source} == {"ror", "higher_education"}
    assert (judgement.verdict, judgement.judged_by, line_of(run).kind) == ("same", judge, "joined")
    is_applied, run = applied(run)
    assert (is_applied, SourceRecord.objects.get(source="ror").organisation) == (True, grenoble)
    assert organisation_with("ror", KEY) == grenoble
    rolled_back(run)
    grenoble.refresh_from_db()
    assert (grenoble.sources, SourceRecord.objects.filter(source="ror").count()) == (["higher_education"], 0)
    assert import_file(actor=None, source="ror", path=path).counts["joined"] == 1
    assert organisation_with("ror", KEY) == grenoble


def test_a_record_that_resembles_two_is_judged_one_by_one(judge, grenoble, tmp_path):
    twin = OrganisationFactory(name=NAME, city=grenoble.city, kind="university")
    run = staged("ror", alike(tmp_path))
    (view,) = in_words(changes_of(run, ChangeFilters(kind="doubtful")))
    assert {organisation for organisation, _score in view.alike} == {grenoble, twin}
    stale = line_of(run)
    judge_line(actor=judge, change=line_of(run), organisation=twin.pk, verdict="different")
    assert (line_of(run).kind, len(in_words([line_of(run)])[0].alike)) == ("doubtful", 1)
    with pytest.raises(Conflict):
        judge_line(actor=judge, change=stale, organisation=grenoble.pk, verdict="same")
    judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="same")
    assert (line_of(run).kind, line_of(run).organisation, Judgement.objects.count()) == ("joined", grenoble, 2)


def test_what_is_judged_different_is_new_and_not_asked_again(judge, grenoble, tmp_path):
    path = alike(tmp_path)
    run = staged("ror", path)
    judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="different")
    assert line_of(run).kind == "new"
    (view,) = in_words(changes_of(run, ChangeFilters(kind="new")))
    assert str(view.differences[0].verdict) == "a person said that it is not this organisation"
    assert line_of(staged("ror", path)).kind == "new"
    is_applied, run = applied(run)
    assert (is_applied, organisation_with("ror", KEY) == grenoble) == (True, False)


def test_of_two_that_it_resembles_one_is_judged_and_the_other_still_asked(judge, grenoble, tmp_path):
    twin = make.OrganisationFactory(name=NAME, slug="twin")
    run = staged("ror", alike(tmp_path))
    details = line_of(run).details
    Change.objects.filter(run=run).update(details=[{**details[0], "organisation": twin.pk}, *details])
    (view,) = in_words(changes_of(run, ChangeFilters(kind="doubtful")))
    assert {organisation for organisation, _score in view.alike} == {grenoble, twin}
    judge_line(actor=judge, change=line_of(run), organisation=twin.pk, verdict="different")
    (view,) = in_words(changes_of(run, ChangeFilters(kind="doubtful")))
    assert [organisation for organisation, _score in view.alike] == [grenoble]
    judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="different")
    assert (line_of(run).kind, applied(run)[0]) == ("new", True)


def test_a_doubtful_record_that_a_number_joins_meanwhile_is_shown_again(judge, grenoble, tmp_path):
    run = staged("ror", alike(tmp_path))
    other = make.OrganisationFactory(slug="other")
    make.IdentifierFactory(organisation=other, scheme="ror", value=KEY)
    is_applied, run = applied(run)
    assert (is_applied, run.state, run.differing) == (False, "staged", 1)
    assert (line_of(run).kind, line_of(run).organisation) == ("joined", other)


def test_a_number_does_not_join_what_a_person_said_is_someone_else(judge, grenoble, tmp_path):
    path = alike(tmp_path)
    judge_line(actor=judge, change=line_of(staged("ror", path)), organisation=grenoble.pk, verdict="different")
    wikidata = grenoble.identifiers.get(scheme="wikidata").value
    row = {**row_of("ror", ror="https://ror.org/02rx3b187"), "ror": f"https://ror.org/{KEY}", "wikidata": wikidata}
    run = staged("ror", write_file(tmp_path / "2.csv", [{**row, "grid": "", "isni": "", "fundref": "", "parents": ""}]))
    verdicts = [str(d.verdict) for view in in_words(changes_of(run, ChangeFilters())) for d in view.differences]
    assert "not joined by this number: a person said that it is someone else" in verdicts
    assert line_of(run).kind != "joined"


def test_only_judges_judge_doubtful_lines_of_staged_imports(judge, grenoble, tmp_path):
    run = staged("ror", alike(tmp_path))
    with pytest.raises(NotAllowed):
        judge_line(actor=account_with(Role.SITE), change=line_of(run), organisation=grenoble.pk, verdict="same")
    with pytest.raises(InvalidInput, match="does not resemble"):
        judge_line(actor=judge, change=line_of(run), organisation=0, verdict="same")
    with pytest.raises(InvalidInput, match="Say whether"):
        judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="unsure")
    stale = line_of(run)
    judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="different")
    with pytest.raises(Conflict):
        judge_line(actor=judge, change=stale, organisation=grenoble.pk, verdict="same")
    applied(run)
    with pytest.raises(InvalidTransition):
        judge_line(actor=judge, change=line_of(run), organisation=grenoble.pk, verdict="same")
    assert Judgement.objects.count() == 1


def test_a_judgement_from_a_file_joins_the_record_that_comes_later(judge, grenoble, tmp_path):
    own = SourceRecord.objects.get(organisation=grenoble)
    file = stage_pairs(judge, (f"ror:{KEY}", f"{own.source}:{own.source_key}", 1))
    assert file.counts == {"unknown": 1}
    apply_pairs(judge, file)
    run = staged("ror", alike(tmp_path))
    assert (line_of(run).kind, line_of(run).organisation) == ("joined", grenoble)
