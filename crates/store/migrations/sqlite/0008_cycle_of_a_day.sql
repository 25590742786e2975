-- A cycle may last one day. SQLite can't change a CHECK, and making the table anew would touch all that refers to it; this is the way its
-- documentation names (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (first_day < last_day)', 'CHECK (first_day <= last_day)')
WHERE type = 'table' AND name = 'cycle';
PRAGMA writable_schema = RESET;

-- Any change of the tables makes the other connections read them again.
CREATE TABLE schema_has_changed (id INTEGER) STRICT;
DROP TABLE schema_has_changed;
