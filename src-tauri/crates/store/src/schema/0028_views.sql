-- Views for any tool that reads the project: what is in use now, in plain columns. They hold nothing of their own,
-- and their columns stay as they are.

-- Every customer of the run in use: number, agreed values that lists need, how many rows and conflicts there are,
-- household, and the whole golden record as JSON.
CREATE VIEW now_customer AS
SELECT printf('C%06d', customer_id) AS customer_id, name, email, phone, city, country, records, conflicts,
    CASE WHEN household IS NULL THEN NULL ELSE printf('H%06d', household) END AS household_id, last_purchase, golden
FROM customer
WHERE run_id = (SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run');

-- Every row of the loads in use as it stood in its file: a JSON array of cells. row_number is the number a
-- spreadsheet shows.
CREATE VIEW now_row AS
SELECT r.record_id, s.name AS source, t.name AS table_name, l.file, r.row AS row_number, r.cells
FROM load l
JOIN source_table t ON t.table_id = l.table_id
JOIN source s ON s.source_id = t.source_id
JOIN raw_row r ON r.record_id BETWEEN l.first_record AND l.last_record
WHERE l.state = 'current';

-- Which row of which source is which customer; how surely, as the match weight in bits of the strongest pair that
-- ties it in.
CREATE VIEW now_crosswalk AS
SELECT m.record_id, r.source, r.table_name, r.row_number, d.record_key, printf('C%06d', m.customer_id) AS customer_id,
    CASE WHEN m.household IS NULL THEN NULL ELSE printf('H%06d', m.household) END AS household_id, m.tied_to, m.weight
FROM membership m
JOIN now_row r ON r.record_id = m.record_id
JOIN standard_record d ON d.record_id = m.record_id
WHERE m.run_id = (SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run');

-- Every value of every row after standardising: attribute, which set of it, state (valid, blank, invalid,
-- placeholder), the rule that made it, the value and what stood in the file.
CREATE VIEW now_value AS
SELECT d.record_id, f.attribute, f.group_ AS set_number, f.state, f.rule, coalesce(one.value, '') AS value,
    coalesce(other.value, one.value, '') AS raw
FROM standard_record d
JOIN load l ON d.record_id BETWEEN l.first_record AND l.last_record AND l.state = 'current'
JOIN json_each(d.content) told ON told.type = 'integer'
JOIN value_form f ON f.form_id = told.value
LEFT JOIN json_each(d.content) one ON one.key = told.key + 1 AND one.type = 'text'
LEFT JOIN json_each(d.content) other ON one.key IS NOT NULL AND other.key = told.key + 2 AND other.type = 'text';

-- People's word on pairs, with the rows it is about as far as they are loaded.
CREATE VIEW now_verdict AS
SELECT ls.name AS left_source, lt.name AS left_table, v.left_key, rs.name AS right_source, rt.name AS right_table,
    v.right_key, v.verdict, v.note
FROM verdict v
JOIN source_table lt ON lt.table_id = v.left_table
JOIN source ls ON ls.source_id = lt.source_id
JOIN source_table rt ON rt.table_id = v.right_table
JOIN source rs ON rs.source_id = rt.source_id;

-- What was agreed on beside the defaults: the rule of an attribute stands under survivorship. and its code, the
-- order in which sources are believed under source_order.
CREATE VIEW now_rule AS
SELECT name, value FROM setting WHERE name LIKE 'survivorship.%' OR name IN ('source_order', 'tier');
