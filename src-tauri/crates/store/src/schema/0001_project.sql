-- Facts about the project itself: name, created_at, current_run, revision.
CREATE TABLE project (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Systems where customer data lives, loaded or not.
CREATE TABLE source (
    source_id INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind      TEXT NOT NULL,
    party     TEXT NOT NULL DEFAULT 'first',
    letters   TEXT NOT NULL,
    hue       INTEGER NOT NULL,
    location  TEXT NOT NULL DEFAULT '',
    used_for  TEXT NOT NULL DEFAULT '',
    refresh   TEXT NOT NULL DEFAULT '',
    note      TEXT NOT NULL DEFAULT ''
) STRICT;

-- What people said about kinds of systems that are not loaded.
CREATE TABLE kind_state (
    kind  TEXT PRIMARY KEY,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One kind of export of a source.
CREATE TABLE source_table (
    table_id  INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    name      TEXT NOT NULL COLLATE NOCASE,
    UNIQUE (source_id, name)
) STRICT;

-- One import of a table. Its rows are the records first_record to last_record, without gaps.
CREATE TABLE load (
    load_id           INTEGER PRIMARY KEY,
    table_id          INTEGER NOT NULL REFERENCES source_table (table_id),
    file              TEXT NOT NULL,
    sheet             TEXT,
    fingerprint       TEXT NOT NULL,
    loaded_at         TEXT NOT NULL,
    header            TEXT NOT NULL,
    reading           TEXT NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('loading', 'current', 'superseded', 'undone')),
    first_record      INTEGER NOT NULL,
    last_record       INTEGER NOT NULL,
    rows_read         INTEGER NOT NULL DEFAULT 0,
    rows_loaded       INTEGER NOT NULL DEFAULT 0,
    rows_set_aside    INTEGER NOT NULL DEFAULT 0,
    compared          TEXT,
    standardised_with TEXT
) STRICT;

-- Rows exactly as they stood: a JSON array of cells, each a string, or an object where the file has types.
CREATE TABLE raw_row (
    record_id INTEGER PRIMARY KEY,
    load_id   INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    cells     TEXT NOT NULL
) STRICT;

CREATE TABLE set_aside (
    set_aside_id INTEGER PRIMARY KEY,
    load_id      INTEGER NOT NULL REFERENCES load (load_id),
    row          INTEGER NOT NULL,
    code         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    text         TEXT NOT NULL
) STRICT;
CREATE INDEX set_aside_by_load ON set_aside (load_id, row);

CREATE TABLE problem (
    problem_id INTEGER PRIMARY KEY,
    load_id    INTEGER,
    stage      TEXT NOT NULL,
    code       TEXT NOT NULL,
    severity   TEXT NOT NULL,
    file       TEXT NOT NULL,
    sheet      TEXT,
    row        INTEGER,
    column_    TEXT,
    message    TEXT NOT NULL,
    hint       TEXT NOT NULL,
    count      INTEGER NOT NULL,
    records    TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX problem_by_load ON problem (load_id, stage);

-- Every mapping a table ever had; the one in use is told by mapping_in_use.
CREATE TABLE mapping (
    mapping_id  INTEGER PRIMARY KEY,
    table_id    INTEGER NOT NULL REFERENCES source_table (table_id),
    fingerprint TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    role_reason TEXT NOT NULL,
    mapping     TEXT NOT NULL
) STRICT;

CREATE TABLE mapping_in_use (
    table_id   INTEGER PRIMARY KEY REFERENCES source_table (table_id),
    mapping_id INTEGER NOT NULL REFERENCES mapping (mapping_id)
) STRICT;

-- What was made of a row: a JSON array of [attribute, group, column, state, rule, value, raw if other].
CREATE TABLE standard_record (
    record_id  INTEGER PRIMARY KEY,
    record_key TEXT NOT NULL,
    as_of      TEXT,
    person     INTEGER NOT NULL,
    content    TEXT NOT NULL
) STRICT;
CREATE INDEX standard_record_by_key ON standard_record (record_key);

-- How well a source knows an attribute, counted while standardising.
CREATE TABLE coverage (
    source_id   INTEGER NOT NULL,
    attribute   TEXT NOT NULL,
    rows        INTEGER NOT NULL,
    filled      INTEGER NOT NULL,
    valid       INTEGER NOT NULL,
    invalid     INTEGER NOT NULL,
    placeholder INTEGER NOT NULL,
    blank       INTEGER NOT NULL,
    distinct_   INTEGER NOT NULL,
    PRIMARY KEY (source_id, attribute)
) STRICT, WITHOUT ROWID;

-- Immutable executions of linkage.
CREATE TABLE run (
    run_id     INTEGER PRIMARY KEY,
    ran_at     TEXT NOT NULL,
    complete   INTEGER NOT NULL DEFAULT 0,
    basis      TEXT NOT NULL,
    settings   TEXT NOT NULL,
    report     TEXT NOT NULL,
    model      TEXT NOT NULL
) STRICT;

CREATE TABLE membership (
    run_id      INTEGER NOT NULL,
    record_id   INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    tied_to     INTEGER,
    weight      REAL,
    probability REAL,
    PRIMARY KEY (run_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_customer ON membership (run_id, customer_id, record_id);

CREATE TABLE customer (
    customer_row INTEGER PRIMARY KEY,
    run_id       INTEGER NOT NULL,
    customer_id  INTEGER NOT NULL,
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,
    phone        TEXT NOT NULL,
    city         TEXT NOT NULL,
    country      TEXT NOT NULL,
    records      INTEGER NOT NULL,
    sources      TEXT NOT NULL,
    conflicts    INTEGER NOT NULL,
    household    INTEGER,
    last_purchase TEXT,
    golden       TEXT NOT NULL,
    UNIQUE (run_id, customer_id)
) STRICT;
CREATE INDEX customer_by_name ON customer (run_id, name COLLATE NOCASE, customer_id);
CREATE INDEX customer_by_sources ON customer (run_id, sources);
CREATE INDEX customer_by_household ON customer (run_id, household) WHERE household IS NOT NULL;
CREATE INDEX customer_by_purchase ON customer (run_id, last_purchase) WHERE last_purchase IS NOT NULL;

CREATE VIRTUAL TABLE customer_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TABLE conflict (
    conflict_id INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    attribute   TEXT NOT NULL,
    winner      TEXT NOT NULL,
    rule        TEXT NOT NULL,
    sources     TEXT NOT NULL,
    content     TEXT NOT NULL
) STRICT;
CREATE INDEX conflict_by_attribute ON conflict (run_id, attribute, customer_id);
CREATE INDEX conflict_by_customer ON conflict (run_id, customer_id);

CREATE TABLE pair (
    pair_id     INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL,
    left_       INTEGER NOT NULL,
    right_      INTEGER NOT NULL,
    weight      REAL NOT NULL,
    probability REAL NOT NULL,
    impact      INTEGER NOT NULL,
    explanation TEXT NOT NULL
) STRICT;
CREATE INDEX pair_by_run ON pair (run_id, pair_id);

CREATE TABLE standing (
    run_id    INTEGER NOT NULL,
    attribute TEXT NOT NULL,
    value     TEXT NOT NULL,
    standing  TEXT NOT NULL,
    records   INTEGER NOT NULL,
    people    INTEGER NOT NULL,
    PRIMARY KEY (run_id, attribute, value)
) STRICT, WITHOUT ROWID;

-- Every customer id ever given, with the record identity it was first given for.
CREATE TABLE customer_id (
    customer_id INTEGER PRIMARY KEY,
    since_run   INTEGER NOT NULL
) STRICT;

CREATE TABLE customer_trail (
    customer_id INTEGER NOT NULL,
    run_id      INTEGER NOT NULL,
    sentence    TEXT NOT NULL
) STRICT;
CREATE INDEX customer_trail_by_customer ON customer_trail (customer_id, run_id);

-- People's word on pairs, by identities that outlive every load and run.
CREATE TABLE verdict (
    left_table  INTEGER NOT NULL,
    left_key    TEXT NOT NULL,
    right_table INTEGER NOT NULL,
    right_key   TEXT NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    note        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (left_table, left_key, right_table, right_key)
) STRICT, WITHOUT ROWID;

-- People's word on values; anchored to a record of the customer.
CREATE TABLE override_value (
    customer_id  INTEGER NOT NULL,
    attribute    TEXT NOT NULL,
    value        TEXT NOT NULL,
    reason       TEXT NOT NULL DEFAULT '',
    anchor_table INTEGER NOT NULL,
    anchor_key   TEXT NOT NULL,
    PRIMARY KEY (customer_id, attribute)
) STRICT, WITHOUT ROWID;

CREATE TABLE duty (
    subject TEXT NOT NULL,
    duty    TEXT NOT NULL,
    person  TEXT NOT NULL,
    PRIMARY KEY (subject, duty)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    subject TEXT PRIMARY KEY,
    text    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
    delivery_id INTEGER PRIMARY KEY,
    list        TEXT NOT NULL,
    destination TEXT NOT NULL,
    path        TEXT NOT NULL,
    written_at  TEXT NOT NULL,
    rows        INTEGER NOT NULL,
    left_out    TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    run_id      INTEGER,
    basis       TEXT NOT NULL
) STRICT;

-- What was asked (operation), what it did here (change), and where it stands.
CREATE TABLE operation (
    operation_id INTEGER PRIMARY KEY,
    at           TEXT NOT NULL,
    who          TEXT NOT NULL,
    kind         TEXT NOT NULL,
    sentence     TEXT NOT NULL,
    operation    TEXT NOT NULL,
    change       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;

-- Who did what when; only ever added to.
CREATE TABLE audit (
    audit_id     INTEGER PRIMARY KEY,
    at           TEXT NOT NULL,
    who          TEXT NOT NULL,
    action       TEXT NOT NULL,
    operation_id INTEGER NOT NULL
) STRICT;
