-- What format a source is in, as people say it while nothing of it is loaded.
ALTER TABLE source ADD COLUMN format TEXT NOT NULL DEFAULT '';
