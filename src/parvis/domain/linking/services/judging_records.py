"""Say of a record that is not in the directory yet which organisation it is, or is not."""

from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.linking import rules
from parvis.domain.linking.enums import Origin, Verdict
from parvis.domain.linking.keys import Key, in_order
from parvis.domain.linking.models import Judgement
from parvis.domain.linking.selectors.judgements import keys_of
from parvis.domain.linking.selectors.records import as_json, records_by_id
from parvis.domain.linking.weights import weights_version
from parvis.engine.linkage import Record

VERDICTS = frozenset({Verdict.SAME, Verdict.DIFFERENT})


def judge_record(
    *, actor: User, key: Key, said: Record, organisation: Organisation, verdict: str, score: float | None = None
) -> Judgement:
    """Keep the word; nothing is merged, because only the import will bring the record. In the caller's transaction.

    Raises NotAllowed, InvalidInput for another verdict than the same or different.
    """
    if not rules.can_judge(actor):
        raise NotAllowed(_("Only community managers and campus administrators judge pairs."))
    if verdict not in VERDICTS:
        raise InvalidInput(_("Say whether they are the same, different, or whether you cannot tell."))
    own = keys_of([organisation.pk])[organisation.pk][0]
    sides = {key: as_json(said), own: as_json(records_by_id([organisation.pk])[organisation.pk])}
    left, right = in_order(key, own)
    judgement = Judgement.objects.create(
        left_source=left.source,
        left_key=left.key,
        right_source=right.source,
        right_key=right.key,
        left_record=sides[left],
        right_record=sides[right],
        verdict=verdict,
        origin=Origin.PAIR,
        score=score,
        weights=weights_version(),
        judged_by=actor,
    )
    data = {"record": str(key), "name": said.name, "verdict": verdict}
    record(actor=actor, verb="linking.judged", target=organisation, data=data)
    return judgement
