-- How well a customer can be told from others by reading: 0 by a name, 1 by an organisation or by an
-- address or telephone, 2 only by an id that machines read. Lists begin with those who have a name.
ALTER TABLE customer ADD COLUMN known_by INTEGER NOT NULL DEFAULT 0;
DROP INDEX customer_by_name;
CREATE INDEX customer_by_name ON customer (run_id, known_by, name COLLATE NOCASE, customer_id);
