-- What people agree on around the data. Every row is a decision: it is written as an operation and can be taken back.

-- Rules: the choice that acts and, where people worded it themselves, the sentence they agreed on. The last version of a
-- rule is in force; none is ever edited. Which value wins, and the order of sources, act through `setting`, written with
-- their version in one step.
CREATE TABLE rule_version (
    rule     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    choice   TEXT NOT NULL,
    sentence TEXT NOT NULL DEFAULT '',
    reason   TEXT NOT NULL DEFAULT '',
    who      TEXT NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (rule, version)
) STRICT, WITHOUT ROWID;

-- All rules as they stood when they were frozen to be signed: a JSON array of rule, choice and sentence.
CREATE TABLE rule_set (
    rule_set_id INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    who         TEXT NOT NULL,
    note        TEXT NOT NULL DEFAULT '',
    rules       TEXT NOT NULL
) STRICT;

CREATE TABLE sign_off (
    rule_set_id INTEGER NOT NULL,
    team        TEXT NOT NULL,
    person      TEXT NOT NULL,
    at          TEXT NOT NULL,
    note        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (rule_set_id, team)
) STRICT, WITHOUT ROWID;

-- What each team has to do with a rule (`rule:…`) or a source (`source:…`).
CREATE TABLE raci (
    subject TEXT NOT NULL,
    team    TEXT NOT NULL,
    part    TEXT NOT NULL,
    PRIMARY KEY (subject, team)
) STRICT, WITHOUT ROWID;

-- Problems that are to be solved; kinds and attributes are JSON arrays of codes.
CREATE TABLE use_case (
    use_case_id INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    problem     TEXT NOT NULL,
    measure     TEXT NOT NULL,
    kinds       TEXT NOT NULL,
    attributes  TEXT NOT NULL,
    baseline    TEXT NOT NULL DEFAULT '',
    target      TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL
) STRICT;

-- The scope as it was frozen: the last row is in force.
CREATE TABLE scope (
    scope_id INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    reason   TEXT NOT NULL DEFAULT '',
    use_case TEXT NOT NULL,
    sources  TEXT NOT NULL
) STRICT;

CREATE TABLE change_request (
    change_request_id INTEGER PRIMARY KEY,
    at                TEXT NOT NULL,
    what              TEXT NOT NULL,
    source_id         INTEGER,
    asker             TEXT NOT NULL,
    reason            TEXT NOT NULL,
    value             TEXT NOT NULL DEFAULT '',
    effort            TEXT NOT NULL DEFAULT '',
    verdict           TEXT NOT NULL DEFAULT '',
    verdict_reason    TEXT NOT NULL DEFAULT '',
    verdict_by        TEXT NOT NULL DEFAULT '',
    verdict_at        TEXT NOT NULL DEFAULT ''
) STRICT;

-- The log of decisions, questions and actions. A decision is never edited, only replaced by a later one.
CREATE TABLE logged (
    logged_id  INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    about      TEXT NOT NULL DEFAULT '',
    text       TEXT NOT NULL,
    owner      TEXT NOT NULL DEFAULT '',
    due        TEXT,
    state      TEXT NOT NULL,
    outcome    TEXT NOT NULL DEFAULT '',
    settled_at TEXT,
    replaces   INTEGER
) STRICT;

-- How two systems exchange data today.
CREATE TABLE connection (
    connection_id INTEGER PRIMARY KEY,
    from_source   INTEGER NOT NULL,
    to_source     INTEGER NOT NULL,
    direction     TEXT NOT NULL,
    how           TEXT NOT NULL,
    consent       TEXT NOT NULL DEFAULT '',
    owner         TEXT NOT NULL DEFAULT '',
    note          TEXT NOT NULL DEFAULT ''
) STRICT;

-- What it costs to keep data apart: work by hand, waste, incidents. Every figure a person gave, none that follows from them.
CREATE TABLE cost (
    cost_id     INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    what        TEXT NOT NULL,
    who         TEXT NOT NULL DEFAULT '',
    times       REAL,
    per         TEXT NOT NULL DEFAULT '',
    minutes     REAL,
    amount      REAL,
    share       REAL,
    happened_on TEXT,
    left_       INTEGER,
    right_      INTEGER
) STRICT;

-- Where the agenda of a workshop stands, question by question.
CREATE TABLE agenda (
    question    TEXT PRIMARY KEY,
    state       TEXT NOT NULL,
    answered_by TEXT NOT NULL DEFAULT '',
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
