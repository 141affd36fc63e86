-- The queue of pairs in its order, with what tells which pairs wait: a page of it is read from its place on,
-- however many pairs there are.
CREATE INDEX pair_queue ON pair (run_id, priority DESC, pair_id, asked, left_, right_);
