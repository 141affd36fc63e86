-- What is being made of a load that has been standardised before: it takes the place of what stands
-- in standard_record only when its last record is in, so that breaking off loses nothing.
CREATE TABLE standard_record_coming (
    record_id  INTEGER PRIMARY KEY,
    record_key TEXT NOT NULL,
    as_of      TEXT,
    person     INTEGER NOT NULL,
    content    TEXT NOT NULL
) STRICT;
