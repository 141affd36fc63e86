-- Whether the row of a record asks to be deleted, told while the record is made: such rows are offered as requests.
ALTER TABLE standard_record ADD COLUMN asks_deletion INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standard_record_coming ADD COLUMN asks_deletion INTEGER NOT NULL DEFAULT 0;
UPDATE standard_record SET asks_deletion = 1
    WHERE says_no = 1 AND EXISTS (SELECT 1 FROM value_form WHERE attribute = 'deletion_request' AND state = 'valid')
    AND EXISTS (
        SELECT 1 FROM json_each(standard_record.content) told
        JOIN value_form form ON told.type = 'integer' AND form.form_id = told.value
        WHERE form.attribute = 'deletion_request' AND form.state = 'valid'
        AND NOT EXISTS (SELECT 1 FROM json_each(standard_record.content) said WHERE said.key = told.key + 1
            AND said.type = 'text' AND lower(said.value) IN ('false', 'no', '0', 'never', 'opted_in')));
-- Values of a still older form name their attribute.
UPDATE standard_record SET asks_deletion = 1
    WHERE says_no = 1 AND substr(content, 1, 2) = '[[' AND instr(content, '"deletion_request"') > 0;
-- Few rows ask, and they are asked for whenever it is told what waits.
CREATE INDEX standard_record_asking ON standard_record (record_id) WHERE asks_deletion = 1;

-- By which rows of files a request was asked, and by which address or number by somebody who was not found: keyed hashes
-- as JSON, nothing readable. In how many tables that was looked for; nought where it was not.
ALTER TABLE data_request ADD COLUMN asked_in TEXT NOT NULL DEFAULT '[]';
ALTER TABLE data_request ADD COLUMN asker TEXT NOT NULL DEFAULT '[]';
ALTER TABLE data_request ADD COLUMN searched INTEGER NOT NULL DEFAULT 0;

-- Who asked to be kept out without ever having been here: keyed hashes as those of erased people. Two requests may ask it
-- of one mark, and what one of them comes to is nothing to the other.
CREATE TABLE kept_out (
    mark            TEXT NOT NULL,
    data_request_id INTEGER NOT NULL,
    since           TEXT NOT NULL,
    PRIMARY KEY (mark, data_request_id)
) STRICT, WITHOUT ROWID;
