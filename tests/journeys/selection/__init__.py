"""The way from an empty call to submitted applications, as each who walks it sees it."""
