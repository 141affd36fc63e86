-- Customers on whom sources disagree are counted and paged by name without looking at the others.
CREATE INDEX customer_in_conflict ON customer (run_id, known_by, name COLLATE NOCASE, customer_id) WHERE conflicts > 0;
