-- By what number linkage knows the rows of a table: it follows from what source and table were called when the table was
-- made, so that it is the same whichever file was loaded first, and stays when somebody calls the source otherwise.
ALTER TABLE source_table ADD COLUMN list INTEGER NOT NULL DEFAULT 0;
