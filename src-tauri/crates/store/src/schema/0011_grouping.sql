-- Records that people put together by hand, by identities that outlive every load and run: those of one
-- group are one customer, whatever the evidence says. was is the customer the record belonged to until then.
CREATE TABLE grouping (
    table_id   INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    group_id   INTEGER NOT NULL,
    was        INTEGER NOT NULL,
    PRIMARY KEY (table_id, record_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX grouping_by_group ON grouping (group_id);

-- Why a group is one customer.
CREATE TABLE record_group (
    group_id INTEGER PRIMARY KEY,
    reason   TEXT NOT NULL
) STRICT;

-- Groups that people parted: different customers, whatever the evidence says.
CREATE TABLE parted (
    left_group  INTEGER NOT NULL,
    right_group INTEGER NOT NULL,
    PRIMARY KEY (left_group, right_group)
) STRICT, WITHOUT ROWID;

-- The household a run found a record to be of, so that a customer's follows from its records.
ALTER TABLE membership ADD COLUMN household INTEGER;
UPDATE membership SET household = (
    SELECT c.household FROM customer c WHERE c.run_id = membership.run_id AND c.customer_id = membership.customer_id
);
CREATE INDEX membership_by_household ON membership (run_id, household) WHERE household IS NOT NULL;
