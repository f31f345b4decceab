"""Which of many records are the same organisation: keys, blocks, comparison, clusters."""
