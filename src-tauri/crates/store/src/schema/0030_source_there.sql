-- Whether a source is in the inventory. One that a loading brought goes with it when the loading is taken back; its row
-- stays for its loads, which can be put in use again.
ALTER TABLE source ADD COLUMN is_there INTEGER NOT NULL DEFAULT 1;
