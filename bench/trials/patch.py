from pathlib import Path
B=Path('src/parvis/engine/linkage')
def sub(f,*prs):
    p=B/f; t=p.read_text()
    for a,b in prs:
        assert a in t,(f,a)
        t=t.replace(a,b)
    p.write_text(t)
sub('columns.py',("texts, owner, acronym = [], [], []","texts: list[str] = []\n    owner: list[int] = []\n    acronym: list[int] = []"),("for start, end in zip(first[:-1], first[1:], strict=True)","for start, end in pairwise(first.tolist())"),("from dataclasses import dataclass, field\n","from dataclasses import dataclass, field\nfrom itertools import pairwise\n"))
sub('compare/identifiers.py',('''"""A register gives one of these to one organisation: two that agree decide, two that contradict forbid. A SIREN is that of
a legal unit, which may have many establishments: it decides nothing by itself when it agrees, but forbids when it differs."""
FORB''','''"""A register gives one of these to one organisation: two that agree decide, two that contradict forbid."""
FORB'''),('''"siren")''','''"siren")
"""A SIREN is that of a legal unit, which may have many establishments: it forbids, and does not decide."""'''))
sub('model.py',('''Weights are data (`weights/*.json`): for each feature the edges of its steps, the log-odds of each step, and those of a value
that is missing; with the day, what they were fitted on and the figures reached.''','''Weights are data (`weights/*.json`): for each feature the edges of its steps, the log-odds of each step, and those of a
value that is missing; with the day, what they were fitted on and the figures reached.'''),('"""What one feature adds: `weights[k]` for values from `edges[k - 1]` (included) to `edges[k]`, `missing` for none."""','"""What one feature adds: `weights[k]` for values from `edges[k - 1]` to below `edges[k]`, `missing` for none."""'),
('    found: Floats = 1 / (1 + np.exp(-np.clip(np.asarray(log_odds, dtype=np.float32), -30, 30)))\n    return found','    bounded = np.clip(np.asarray(log_odds, dtype=np.float32), -30, 30)\n    return (1 / (1 + np.exp(-bounded))).astype(np.float32)'))
sub('normalise/labels.py',('(?: ?(?:n|no|numero|num))? ?(?P<number>','(?: ?(?:n|no|numero|num))?"\n    r" ?(?P<number>'),('\\d{{1,4}})(?![0-9])"\n','\\d{1,4})(?![0-9])"\n'),('pieces, start = [], 0','pieces: list[str] = []\n        start = 0'))
sub('normalise/places.py',('''"""Places: "34095 MONTPELLIER CEDEX 5", "Lyon 3e arrondissement" and "Montpellier, France" as a city and a department."""''','''"""Places: "34095 MONTPELLIER CEDEX 5", "Lyon 3e arrondissement", "Montpellier, France" as a city and a department."""'''))
sub('normalise/tables.py',('    found = {}\n','    found: dict[str, str] = {}\n'))
sub('types.py',('''    `parents` are names, or ids of other records of the same reference. `identifiers` are pairs of a scheme (siren, siret,
    finess, rnsr, ror) and a value.''','''    `parents` are names, or ids of other records of the same reference. `identifiers` are pairs of a scheme (siren,
    siret, finess, rnsr, ror) and a value.'''),('''    `forbidden` when both hold a strong identifier of the same kind and these contradict one another: then the score is 0,
    whatever the names say.''','''    `forbidden` when both hold a strong identifier of the same kind and these contradict one another: then the score is
    0, whatever the names say.'''))
sub('compare/names.py',('1e-6','SMALL'),('from parvis.engine.linkage.types import Floats\n','from parvis.engine.linkage.types import Floats\n\nSMALL = np.float32(1e-6)\n'))
sub('compare/pairs.py',('''    """Pairs of two sides that''','''    """Pairs of two sides that''')) if False else None
sub('retrieval.py',('''        pairs = np.unique(np.stack([np.concatenate(lefts), np.concatenate(rights)], axis=1), axis=0)
''','''        same = joined(records.labels, self._reference.labels)
        pairs = np.unique(
            np.stack([np.concatenate([*lefts, same[0]]), np.concatenate([*rights, same[1]])], axis=1), axis=0
        )
'''))
p=B/'retrieval.py'; p.write_text(p.read_text()+'''

def joined(left: Ragged, right: Ragged) -> tuple[Ints, Ints]:
    """The pairs of lists that share a value, once for each value that they share."""
    order = np.argsort(right.values, kind="stable")
    values, owners = right.values[order], right.owners[order]
    starts = np.searchsorted(values, left.values, side="left")
    counts = np.searchsorted(values, left.values, side="right") - starts
    lefts = np.repeat(left.owners, counts)
    within = np.arange(len(lefts), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return lefts, owners[np.repeat(starts, counts) + within]
''')
sub('retrieval.py',('from parvis.engine.linkage.types import Ints','from parvis.engine.linkage.ragged import Ragged\nfrom parvis.engine.linkage.types import Ints'))
