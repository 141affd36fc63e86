-- People's word on values is kept by the record it is anchored on: the number of a customer may go to somebody
-- else. Of a customer only whose it was when it was last looked up is noted.
ALTER TABLE override_value RENAME TO override_value_by_customer;
CREATE TABLE override_value (
    anchor_table INTEGER NOT NULL,
    anchor_key   TEXT NOT NULL,
    attribute    TEXT NOT NULL,
    customer_id  INTEGER NOT NULL,
    value        TEXT NOT NULL,
    reason       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (anchor_table, anchor_key, attribute)
) STRICT, WITHOUT ROWID;
-- Of two on one record the later one held, which the order of the customers decided.
INSERT OR REPLACE INTO override_value (anchor_table, anchor_key, attribute, customer_id, value, reason)
    SELECT anchor_table, anchor_key, attribute, customer_id, value, reason
    FROM override_value_by_customer ORDER BY customer_id;
DROP TABLE override_value_by_customer;
UPDATE override_value SET customer_id = coalesce(
    (SELECT m.customer_id FROM standard_record s
     JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record
     JOIN project p ON p.key = 'current_run'
     JOIN membership m ON m.run_id = CAST(p.value AS INTEGER) AND m.record_id = s.record_id
     WHERE s.record_key = override_value.anchor_key AND l.table_id = override_value.anchor_table LIMIT 1),
    customer_id);
