-- One row that is written to, to see whether anything can be written. It says nothing else.
CREATE TABLE write_probe (
    id    bigint PRIMARY KEY CHECK (id = 1),
    count bigint NOT NULL
);

INSERT INTO write_probe (id, count) VALUES (1, 0);
