-- What values have in common, once for all records: attribute, group, column, state and rule. A record's
-- content is a JSON array: the number of a form, then the value unless it is empty, then what stood in the
-- file where that is something else; and so on for each value. Records of before keep the seven parts of
-- each value in an array of its own.
CREATE TABLE value_form (
    form_id   INTEGER PRIMARY KEY,
    attribute TEXT NOT NULL,
    group_    INTEGER NOT NULL,
    column_   INTEGER,
    state     TEXT NOT NULL,
    rule      TEXT NOT NULL
) STRICT;

-- The profile before a mapping: all that was counted of a column while it was loaded, as JSON. Nothing where
-- it has to be counted from the rows.
ALTER TABLE column_profile ADD COLUMN counted TEXT;

-- Conflicts are counted by attribute and sources from this alone.
CREATE INDEX conflict_by_sources ON conflict (run_id, attribute, sources);
