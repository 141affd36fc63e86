-- What each run measured, kept for the trend: numbers only. Source 0 and a blank detail stand for all.
CREATE TABLE measured (
    run_id    INTEGER NOT NULL,
    measure   TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    detail    TEXT NOT NULL,
    found     INTEGER NOT NULL,
    among     INTEGER NOT NULL,
    unknown   INTEGER NOT NULL,
    people    INTEGER NOT NULL,
    PRIMARY KEY (run_id, measure, source_id, detail)
) STRICT, WITHOUT ROWID;

-- The rows behind what the last run found; the values stand in the records.
CREATE TABLE measured_row (
    run_id      INTEGER NOT NULL,
    measure     TEXT NOT NULL,
    record_id   INTEGER NOT NULL,
    detail      TEXT NOT NULL,
    source_id   INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    other       INTEGER,
    PRIMARY KEY (run_id, measure, record_id, detail)
) STRICT, WITHOUT ROWID;
CREATE INDEX measured_row_by_source ON measured_row (run_id, measure, source_id, detail, record_id);

-- By what identifiers the people two sources have in common are known to both; blank where by none.
CREATE TABLE shared_key (
    run_id    INTEGER NOT NULL,
    left_     INTEGER NOT NULL,
    right_    INTEGER NOT NULL,
    attribute TEXT NOT NULL,
    people    INTEGER NOT NULL,
    PRIMARY KEY (run_id, left_, right_, attribute)
) STRICT, WITHOUT ROWID;
