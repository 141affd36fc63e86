-- People who were erased on request: when, by whom, how many rows. Nothing of what they were.
CREATE TABLE erasure (
    erasure_id INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    reason     TEXT NOT NULL,
    rows       INTEGER NOT NULL
) STRICT;

-- Keyed hashes of what they are known by, so that a later load does not bring them back.
CREATE TABLE tombstone (
    mark       TEXT PRIMARY KEY,
    erasure_id INTEGER NOT NULL REFERENCES erasure (erasure_id)
) STRICT, WITHOUT ROWID;
