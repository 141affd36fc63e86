-- Why a pair is asked: its place in the queue, the reason in a sentence, and its evidence as a pattern, as a JSON array
-- of sentences; blank where something that hardly ever changes speaks against it. A pair that is only part of the
-- sample for estimating precision and recall is not asked otherwise.
ALTER TABLE pair ADD COLUMN priority REAL NOT NULL DEFAULT 0;
ALTER TABLE pair ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN pattern TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;
ALTER TABLE pair ADD COLUMN stratum TEXT NOT NULL DEFAULT '';
CREATE INDEX pair_by_records ON pair (run_id, left_, right_);

-- Who said so; blank where it was said before this was kept.
ALTER TABLE verdict ADD COLUMN who TEXT NOT NULL DEFAULT '';

-- What a second person said of pairs somebody had judged, without seeing what was said. It decides nothing.
CREATE TABLE second_verdict (
    left_table  INTEGER NOT NULL,
    left_key    TEXT NOT NULL,
    right_table INTEGER NOT NULL,
    right_key   TEXT NOT NULL,
    who         TEXT NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    note        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (left_table, left_key, right_table, right_key, who)
) STRICT, WITHOUT ROWID;
