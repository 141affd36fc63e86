-- What the checks found at a run: worked out once for all they were made from, so that nobody waits for the events
-- to be read again. Numbers of customers, codes and names of campaigns; no details of people.
CREATE TABLE check_result (
    run_id    INTEGER PRIMARY KEY,
    made_from TEXT NOT NULL,
    content   TEXT NOT NULL
) STRICT;
