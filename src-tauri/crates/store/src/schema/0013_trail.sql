-- The audit trail as a chain. Of an entry that did something, `seal` is the SHA-256 of a salt and of all the
-- operation says; `digest` is the SHA-256 of the entry with its seal and the digest before. The salt goes when a
-- person is taken out of an operation, so that the seal tells nothing any more and the chain still holds.
ALTER TABLE audit ADD COLUMN salt BLOB;
ALTER TABLE audit ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN digest TEXT NOT NULL DEFAULT '';

-- What an operation is sealed with since a person was taken out of it; the entry of that erasure seals these.
CREATE TABLE audit_rewritten (
    audit_id     INTEGER NOT NULL REFERENCES audit (audit_id),
    operation_id INTEGER NOT NULL,
    salt         BLOB,
    seal         TEXT NOT NULL,
    PRIMARY KEY (audit_id, operation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_operation ON audit (operation_id, audit_id);
