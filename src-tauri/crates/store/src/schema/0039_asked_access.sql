-- Whether the row of a record asks what is kept of its person, told while the record is made: offered as a request as well.
-- Of records of before nothing says it; they are made anew by the next audit.
ALTER TABLE standard_record ADD COLUMN asks_access INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standard_record_coming ADD COLUMN asks_access INTEGER NOT NULL DEFAULT 0;
CREATE INDEX standard_record_asking_access ON standard_record (record_id) WHERE asks_access = 1;
