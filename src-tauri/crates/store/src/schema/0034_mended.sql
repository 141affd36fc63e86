-- Rows set aside that somebody mended: each is a row of its load since, with what stood in the file kept in set_aside.
CREATE TABLE mended_row (
    set_aside_id INTEGER PRIMARY KEY,
    record_id    INTEGER NOT NULL UNIQUE,
    mended_at    TEXT NOT NULL,
    mended_by    TEXT NOT NULL
) STRICT;

-- Cells that were given and do not stand in a row: those of mends that were taken back, so that they can be done again.
CREATE TABLE mend_taken_back (
    set_aside_id INTEGER PRIMARY KEY,
    cells        TEXT NOT NULL
) STRICT;

-- How often rows of a load were mended, so that its values are made anew each time.
ALTER TABLE load ADD COLUMN mended INTEGER NOT NULL DEFAULT 0;
