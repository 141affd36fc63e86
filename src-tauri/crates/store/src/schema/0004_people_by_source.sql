-- Combinations of sources are counted over people, not over ids nobody can name.
DROP INDEX customer_by_sources;
CREATE INDEX customer_by_sources ON customer (run_id, sources, known_by);
