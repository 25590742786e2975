-- Who is whom at a provider that people sign in with. No event and no journal entry holds any of it.

CREATE TABLE identity (
    issuer   TEXT NOT NULL,
    subject  TEXT NOT NULL, -- what the provider calls somebody, for ever
    person   BLOB NOT NULL REFERENCES person (id),
    bound_at TEXT NOT NULL,
    UNIQUE (issuer, subject),
    UNIQUE (issuer, person) -- whoever claims somebody's address later is somebody else
) STRICT;

-- Somebody is on their way to the provider and back. What is in it is of no use without the browser that holds the token.
CREATE TABLE oidc_flow (
    token      BLOB PRIMARY KEY CHECK (length(token) = 32),
    state      TEXT NOT NULL,
    nonce      TEXT NOT NULL,
    verifier   TEXT NOT NULL,
    back       TEXT NOT NULL, -- where they go then
    expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX oidc_flow_by_end ON oidc_flow (expires_at);
