-- The countries the telephones of a customer point to where no address tells one, in order, with blanks between: the
-- weaker witness of where somebody lives. Customers of before have it once who is who is worked out anew.
ALTER TABLE customer ADD COLUMN phone_countries TEXT NOT NULL DEFAULT '';
DROP INDEX customer_by_consents;
CREATE INDEX customer_by_consents ON customer (run_id, known_by, consents, country, phone_countries);
