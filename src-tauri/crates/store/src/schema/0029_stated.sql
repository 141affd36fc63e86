-- Lists in which, as somebody says, each person stands once.
CREATE TABLE held_once (
    table_id INTEGER PRIMARY KEY,
    who      TEXT NOT NULL
) STRICT;

-- Whom a value belongs to, as somebody says: under a keyed hash of its attribute and of the value as it is
-- compared, so that it is known in every load and nothing of it can be read here.
CREATE TABLE stated_standing (
    mark      TEXT NOT NULL PRIMARY KEY,
    attribute TEXT NOT NULL,
    standing  TEXT NOT NULL,
    reason    TEXT NOT NULL,
    who       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether a run was told what a value is, instead of finding it.
ALTER TABLE standing ADD COLUMN is_stated INTEGER NOT NULL DEFAULT 0;
