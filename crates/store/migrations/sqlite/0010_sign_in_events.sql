-- Who came in, who tried to, and what let them in: passwords, links, second factors. It is for administrators and for those whose account
-- it is; no board and no stream holds it. Addresses of strangers aren't kept for ever: what is older than 90 days goes, and what is beyond
-- the last 100,000.
CREATE TABLE sign_in_event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind <> ''),
    person  BLOB REFERENCES person (id), -- whose account; null if there is none
    actor   BLOB REFERENCES person (id), -- who did it; null for whoever tried to come in, and for the command line
    address TEXT NOT NULL, -- empty on the command line
    device  TEXT NOT NULL -- as the browser names itself
) STRICT;

CREATE INDEX sign_in_event_by_person ON sign_in_event (person, id);
CREATE INDEX sign_in_event_by_time ON sign_in_event (at);
