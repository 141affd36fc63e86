-- Two facts of a record that are told while it is made: whether its row says no to messages or asks to be deleted,
-- which keeps it beyond any agreed term, and the column its date comes from.
ALTER TABLE standard_record ADD COLUMN says_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standard_record ADD COLUMN dated_by INTEGER;
ALTER TABLE standard_record_coming ADD COLUMN says_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standard_record_coming ADD COLUMN dated_by INTEGER;
-- Records of before are made again by the next audit where their load is in use. Until then, and where it is not,
-- whatever reads like a no is one: a no that is forgotten cannot be brought back.
UPDATE standard_record SET says_no = 1 WHERE instr(content, '"opted_out"') > 0 OR instr(content, '"complained"') > 0;
UPDATE standard_record SET says_no = 1
    WHERE says_no = 0 AND EXISTS (SELECT 1 FROM value_form WHERE attribute = 'deletion_request' AND state = 'valid')
    AND EXISTS (
        SELECT 1 FROM json_each(standard_record.content) told
        JOIN value_form form ON told.type = 'integer' AND form.form_id = told.value
        WHERE form.attribute = 'deletion_request' AND form.state = 'valid'
        AND NOT EXISTS (SELECT 1 FROM json_each(standard_record.content) said WHERE said.key = told.key + 1
            AND said.type = 'text' AND lower(said.value) IN ('false', 'no', '0', 'never', 'opted_in')));
-- Values of a still older form name their attribute.
UPDATE standard_record SET says_no = 1 WHERE says_no = 0 AND substr(content, 1, 2) = '[[' AND instr(content, '"deletion_request"') > 0;
-- Few rows say no, and how many is asked of whole loads.
CREATE INDEX standard_record_saying_no ON standard_record (record_id) WHERE says_no = 1;
