-- The agreed permissions of a customer, such as "email_consent=opted_in;sms_consent=never", in the order of the
-- schema: counted by state without reading golden records.
ALTER TABLE customer ADD COLUMN consents TEXT NOT NULL DEFAULT '';
UPDATE customer SET consents = coalesce((
    SELECT group_concat(code || '=' || state, ';') FROM (
        SELECT json_extract(v.value, '$.attribute') AS code, json_extract(v.value, '$.value') AS state
        FROM json_each(customer.golden, '$.values') v
        WHERE json_extract(v.value, '$.attribute')
            IN ('email_consent', 'sms_consent', 'phone_consent', 'post_consent', 'deletion_request')
        ORDER BY v.key
    )
), '') WHERE golden LIKE '%_consent"%' OR golden LIKE '%"deletion_request"%';
CREATE INDEX customer_by_consents ON customer (run_id, known_by, consents, country);

-- What was taken out because it was kept as long as agreed; rows of the source from before the day do not come in again.
CREATE TABLE purge (
    purge_id   INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    reason     TEXT NOT NULL,
    source_id  INTEGER NOT NULL,
    first_kept TEXT NOT NULL,
    rows       INTEGER NOT NULL
) STRICT;

-- Requests of people about their data, with the systems somebody has to look into by hand. Whom one is about is the
-- number of a customer, never a name; an erasure strikes it out and notes itself instead.
CREATE TABLE data_request (
    data_request_id INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL,
    customer_id     INTEGER,
    country         TEXT NOT NULL DEFAULT '',
    received_on     TEXT NOT NULL,
    note            TEXT NOT NULL DEFAULT '',
    who             TEXT NOT NULL,
    systems         TEXT NOT NULL,
    state           TEXT NOT NULL,
    outcome         TEXT NOT NULL DEFAULT '',
    settled_on      TEXT,
    erasure_id      INTEGER
) STRICT;

-- What looking for the erased values in the bytes on the disk came to: how many values, in how many bytes, and how
-- many were still there. Nothing where it was not looked.
ALTER TABLE erasure ADD COLUMN searched INTEGER;
ALTER TABLE erasure ADD COLUMN searched_bytes INTEGER;
ALTER TABLE erasure ADD COLUMN found INTEGER;
