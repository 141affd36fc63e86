-- Customers are put in order by a column from an index alone, without reading their golden records.
CREATE INDEX customer_by_email ON customer (run_id, email COLLATE NOCASE, customer_id);
CREATE INDEX customer_by_phone ON customer (run_id, phone COLLATE NOCASE, customer_id);
CREATE INDEX customer_by_city ON customer (run_id, city COLLATE NOCASE, customer_id);
CREATE INDEX customer_by_country ON customer (run_id, country COLLATE NOCASE, customer_id);
CREATE INDEX customer_by_records ON customer (run_id, records, customer_id);
CREATE INDEX customer_by_conflicts ON customer (run_id, conflicts, customer_id);
