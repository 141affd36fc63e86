-- To which customer each record belonged in each of the last runs that are not in use any more, so that two
-- runs can be compared: pairs of numbers, each as its distance from the one before. Never a value.
CREATE TABLE assignment (
    run_id  INTEGER PRIMARY KEY,
    members BLOB NOT NULL
) STRICT;

-- Which records people had said are the same person, or not, when a run was made.
CREATE TABLE assignment_verdict (
    run_id  INTEGER NOT NULL,
    left_   INTEGER NOT NULL,
    right_  INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (run_id, left_, right_)
) STRICT, WITHOUT ROWID;
