-- On what ground the data of a source may be held at all, in people's own words; blank while nobody said.
ALTER TABLE source ADD COLUMN lawful_basis TEXT NOT NULL DEFAULT '';
