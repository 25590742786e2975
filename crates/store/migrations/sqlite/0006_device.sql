-- A browser in which somebody has been in before. It proves nothing; but tries from it are counted by themselves, so that nobody who tries
-- out somebody's password elsewhere can keep them from coming in.

CREATE TABLE device (
    token   BLOB PRIMARY KEY CHECK (length(token) = 32), -- the SHA-256 of what the browser keeps
    person  BLOB NOT NULL REFERENCES person (id),
    seen_at TEXT NOT NULL
) STRICT;

CREATE INDEX device_by_person ON device (person);
CREATE INDEX device_by_time ON device (seen_at);
