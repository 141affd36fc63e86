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
