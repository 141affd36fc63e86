-- What the last run keeps of the records it linked, so that the next need not compare everything again:
-- hashes of their content and the numbers of their pieces and clusters, never a value. An erasure
-- takes it away whole.
CREATE TABLE linkage_memory (
    run_id INTEGER PRIMARY KEY,
    memory BLOB NOT NULL
) STRICT;
