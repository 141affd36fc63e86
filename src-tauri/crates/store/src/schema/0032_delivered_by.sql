-- Who wrote a list, and the versions of the rules it obeys, as JSON. Both are blank for what was written before they were noted.
ALTER TABLE delivery ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN rules TEXT NOT NULL DEFAULT '';
