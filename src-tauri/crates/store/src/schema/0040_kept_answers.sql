-- What lists are decided on, of some thousand customers at a time: a line for each thing that is asked of them, as
-- packed bytes. Whoever changes takes the lines of their part away and leaves a blank one, so that only these are
-- read anew.
CREATE TABLE customer_facts (
    run_id  INTEGER NOT NULL,
    part    INTEGER NOT NULL,
    what    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (run_id, part, what)
) STRICT;
-- Answers for which everything of a run has to be read, each beside what it was made from. The first one that was kept
-- stays beside the last one: whoever takes a change back has it again.
CREATE TABLE run_answer (
    run_id    INTEGER NOT NULL,
    name      TEXT NOT NULL,
    is_first  INTEGER NOT NULL,
    made_from TEXT NOT NULL,
    content   BLOB NOT NULL,
    PRIMARY KEY (run_id, name, is_first)
) STRICT;
-- Both take its place; an older project has them once who is who is worked out again.
DROP TABLE list_facts;
