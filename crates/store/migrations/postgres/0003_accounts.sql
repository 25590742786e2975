-- How people prove who they are. No event and no journal entry holds any of it, and nothing here could be used by somebody who reads it:
-- a password is kept as argon2id makes it, a token as its SHA-256.

CREATE TABLE credential (
    person     uuid PRIMARY KEY REFERENCES person (id),
    password   text NOT NULL CHECK (password LIKE '$argon2id$%'), -- a PHC string
    changed_at timestamptz NOT NULL
);

CREATE TABLE session (
    id       uuid PRIMARY KEY, -- what it is called in a list of devices
    token    bytea NOT NULL UNIQUE CHECK (length(token) = 32),
    person   uuid NOT NULL REFERENCES person (id),
    device   text NOT NULL, -- as the browser names itself
    began_at timestamptz NOT NULL,
    seen_at  timestamptz NOT NULL,
    ended_at timestamptz -- null while it lasts
);

CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (ended_at) WHERE ended_at IS NOT NULL;

-- A link that works once: the first administrator's, an invitation, a new password.
CREATE TABLE pass (
    token      bytea PRIMARY KEY CHECK (length(token) = 32),
    purpose    text NOT NULL CHECK (purpose IN ('found', 'invite', 'reset')),
    person     uuid REFERENCES person (id),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CHECK ((purpose = 'found') = (person IS NULL))
);

CREATE INDEX pass_by_person ON pass (person);
