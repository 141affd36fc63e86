-- Lists people made: what each is called, and every version of what it is made of. A list that was taken away keeps its
-- number, so that what was delivered of it can still be told.
CREATE TABLE saved_list (
    list_id    INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    removed_at TEXT
) STRICT;

-- Conditions are a JSON object. No version is ever edited; the last one is in force.
CREATE TABLE list_version (
    list_id    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    purpose    TEXT NOT NULL,
    conditions TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT '',
    who        TEXT NOT NULL,
    at         TEXT NOT NULL,
    PRIMARY KEY (list_id, version)
) STRICT, WITHOUT ROWID;

-- What a delivered list was called, in which version it was written, and the stamp it carries: which sources it was
-- checked against and what it followed from, as a JSON object; blank before there were stamps.
ALTER TABLE delivery ADD COLUMN list_name TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN list_version INTEGER;
ALTER TABLE delivery ADD COLUMN stamp TEXT NOT NULL DEFAULT '';
