-- How people prove who they are. No event and no journal entry holds any of it, and nothing here could be used by somebody who reads it:
-- a password is kept as argon2id makes it, a token as its SHA-256.

CREATE TABLE credential (
    person     BLOB PRIMARY KEY REFERENCES person (id),
    password   TEXT NOT NULL CHECK (password LIKE '$argon2id$%'), -- a PHC string
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16), -- what it is called in a list of devices
    token    BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
    person   BLOB NOT NULL REFERENCES person (id),
    device   TEXT NOT NULL, -- as the browser names itself
    began_at TEXT NOT NULL,
    seen_at  TEXT NOT NULL,
    ended_at TEXT -- null while it lasts
) STRICT;

CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (ended_at) WHERE ended_at IS NOT NULL;

-- A link that works once: the first administrator's, an invitation, a new password.
CREATE TABLE pass (
    token      BLOB PRIMARY KEY CHECK (length(token) = 32),
    purpose    TEXT NOT NULL CHECK (purpose IN ('found', 'invite', 'reset')),
    person     BLOB REFERENCES person (id),
    expires_at TEXT NOT NULL,
    used_at    TEXT,
    CHECK ((purpose = 'found') = (person IS NULL))
) STRICT;

CREATE INDEX pass_by_person ON pass (person);
