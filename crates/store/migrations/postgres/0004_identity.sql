-- Who is whom at a provider that people sign in with. No event and no journal entry holds any of it.

CREATE TABLE identity (
    issuer   text NOT NULL,
    subject  text NOT NULL, -- what the provider calls somebody, for ever
    person   uuid NOT NULL REFERENCES person (id),
    bound_at timestamptz NOT NULL,
    UNIQUE (issuer, subject),
    UNIQUE (issuer, person) -- whoever claims somebody's address later is somebody else
);

-- Somebody is on their way to the provider and back. What is in it is of no use without the browser that holds the token.
CREATE TABLE oidc_flow (
    token      bytea PRIMARY KEY CHECK (length(token) = 32),
    state      text NOT NULL,
    nonce      text NOT NULL,
    verifier   text NOT NULL,
    back       text NOT NULL, -- where they go then
    expires_at timestamptz NOT NULL
);

CREATE INDEX oidc_flow_by_end ON oidc_flow (expires_at);
