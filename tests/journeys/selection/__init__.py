"""The way from an empty call to a published cohort, as each who walks it sees it."""
