-- A record of the person a request is about, by what outlives every load and run: whoever holds it is the person,
-- whatever number they have now.
ALTER TABLE data_request ADD COLUMN anchor_table INTEGER;
ALTER TABLE data_request ADD COLUMN anchor_key TEXT;
UPDATE data_request SET (anchor_table, anchor_key) = (
    SELECT l.table_id, s.record_key FROM membership m
    JOIN standard_record s ON s.record_id = m.record_id
    JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record
    WHERE m.customer_id = data_request.customer_id
        AND m.run_id = (SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run')
    ORDER BY s.record_key LIKE 'content:%', s.record_id LIMIT 1
) WHERE customer_id IS NOT NULL;

-- What became of customers, with numbers that are never given twice: a line that was taken back may be put back
-- under its number, whatever was told since.
CREATE TABLE numbered_trail (
    trail_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    run_id      INTEGER NOT NULL,
    sentence    TEXT NOT NULL
) STRICT;
INSERT INTO numbered_trail SELECT rowid, customer_id, run_id, sentence FROM customer_trail ORDER BY rowid;
DROP TABLE customer_trail;
ALTER TABLE numbered_trail RENAME TO customer_trail;
CREATE INDEX customer_trail_by_customer ON customer_trail (customer_id, run_id);
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'customer_trail', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'customer_trail');
UPDATE sqlite_sequence SET seq = max(seq, coalesce((
    SELECT max(json_extract(changed.value, '$.key[0]')) FROM operation, json_each(operation.change) changed
    WHERE json_extract(changed.value, '$.table') = 'trail'
), 0)) WHERE name = 'customer_trail';
