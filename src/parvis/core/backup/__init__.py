"""Backups: every row and every file of an instance in one archive, the same for SQLite and PostgreSQL.

The archive is a gzipped tar of `manifest.json` (version, migrations, counts and checksums), one `tables/<label>.jsonl`
for each model, the stored files under `files/`, and `files.json` with their checksums. Rows are read from one moment of
the database; whoever writes meanwhile is not held up.
"""
