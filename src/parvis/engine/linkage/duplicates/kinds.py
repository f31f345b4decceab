"""Words that say what kind of thing a name is, or which part of a whole: each a bit, so that two names are compared
by one operation."""

from parvis.engine.linkage.normalise.families import FAMILIES
from parvis.engine.linkage.normalise.tables import rows

KINDS, PARTS = (tuple(words.split()) for _group, words in rows("kinds.tsv"))
"""Two names of different kinds are rarely one organisation; one that says a part is rarely that of the whole."""

WHICH_KIND = (1 << len(KINDS)) - 1
WHICH_PART = ((1 << len(PARTS)) - 1) << len(KINDS)

KIND_BITS = {word: 1 << bit for bit, word in enumerate((*KINDS, *PARTS))}
"""For each word the bit of its kind or part."""
FAMILY_BITS = {word: 1 << bit for bit, words in enumerate(FAMILIES.values()) for word in words}
"""For each word the bit of the family of hospitals that it shows."""
