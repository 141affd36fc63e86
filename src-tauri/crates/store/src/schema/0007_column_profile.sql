-- What each column of a load holds, counted while standardising; one row a column, JSON. Holds
-- values of people: it goes as soon as a row of its load is taken out.
CREATE TABLE column_profile (
    load_id INTEGER NOT NULL REFERENCES load (load_id) ON DELETE CASCADE,
    column_ INTEGER NOT NULL,
    profile TEXT NOT NULL,
    PRIMARY KEY (load_id, column_)
) STRICT, WITHOUT ROWID;
