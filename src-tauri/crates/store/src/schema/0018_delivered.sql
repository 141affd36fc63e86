-- Which customers each list went to, so that a later export of the system it was for can be told to hold
-- them or not: numbers only, never a value.
CREATE TABLE delivered (
    delivery_id INTEGER PRIMARY KEY,
    -- What the system of the destination calls itself; blank where it has none.
    system      TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    -- The newest load there was at that time.
    load_before INTEGER NOT NULL
) STRICT;

CREATE TABLE delivered_customer (
    delivery_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    -- Whether the system had the customer already.
    was_there   INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, customer_id)
) STRICT, WITHOUT ROWID;
