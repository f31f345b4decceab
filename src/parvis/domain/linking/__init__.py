"""Which organisations are one: candidate pairs, judgements, merges and their undoing.

Owns what people decide about pairs of organisations, and the ledger of merges. Knows no register: what it needs of
source records comes through `registry`. Refuses to merge an invented organisation with a real one.
"""
