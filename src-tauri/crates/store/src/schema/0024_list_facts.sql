-- What lists are decided on, of the customers of a run: read again at once when a project is opened. Numbers of
-- customers, days, amounts, names of campaigns and products; no details of people.
CREATE TABLE list_facts (
    run_id    INTEGER PRIMARY KEY,
    made_from TEXT NOT NULL,
    people    BLOB NOT NULL,
    events    BLOB NOT NULL
) STRICT;
