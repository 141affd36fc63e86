-- Conflicts are counted by attribute and sources, and by why their answer stands, from one index alone.
DROP INDEX conflict_by_sources;
CREATE INDEX conflict_by_sources ON conflict (run_id, attribute, sources, rule);
