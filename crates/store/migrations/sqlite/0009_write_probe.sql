-- One row that is written to, to see whether anything can be written. It says nothing else.
CREATE TABLE write_probe (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL
) STRICT;

INSERT INTO write_probe (id, count) VALUES (1, 0);
