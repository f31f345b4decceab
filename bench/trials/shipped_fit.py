"""Trial: fit names.json on the three gold files, affiliations from ROR's single-label sets counting a tenth."""
import sys; sys.path.insert(0, "bench/trials")
from data import *
from parvis.engine.linkage.fit import Example, fit_weights, folds
from parvis.engine.linkage.link import candidates
from parvis.engine.linkage.model import FOLDER, write
def example(recs, ref, gold, kinds, groups, share):
    R = prepare(ref); st = Statistics.of(R); L = prepare(recs, R, split=True)
    P = candidates(L, R, st, Retrieval(R, st)); y = labels(P, gold)
    single = np.array([kinds[i].startswith("ROR") for i in P.i])
    return Example(P, y, np.where(single & ~y, .1, 1.) * share, folds([str(groups[i]) for i in P.i]))
r, g, k, gr = affil(); a = example(r, ror(), g, k, gr, 1)
r, g, k, gr = anr(); b = example(r, rnsr(), g, k, gr, .3)
r, f, g, gr = hosp(); c = example(r, f, g, ["h"] * len(r), gr, 1)
write(FOLDER / "names.json", fit_weights([a, b, c], {"date": "2026-11-27", "training": "affiliations to ROR, ANR names to RNSR, FINESS to SIRENE (draft)"}))
