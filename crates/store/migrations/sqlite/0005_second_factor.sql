-- What people prove beside their password: a code from their phone, or a recovery code.

-- Whether everybody who signs in with a password needs it.
ALTER TABLE organisation ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0 CHECK (second_factor_required IN (0, 1));

-- The secret that somebody's phone and this server share (RFC 6238). The server has to compute codes from it, so it can't be hashed:
-- whoever reads this table could make codes. That is why it is the second factor, and not the first.
CREATE TABLE second_factor (
    person       BLOB PRIMARY KEY REFERENCES person (id),
    secret       BLOB NOT NULL CHECK (length(secret) = 20),
    confirmed_at TEXT, -- null until a code of it was typed; until then it counts for nothing
    last_step    INTEGER NOT NULL DEFAULT 0 -- of the last code that was taken: no code of it, or of a step before it, is taken again
) STRICT;

-- For whoever lost their phone: each works once, and 80 bits by chance need no more than a SHA-256.
CREATE TABLE recovery_code (
    person  BLOB NOT NULL REFERENCES person (id),
    hash    BLOB NOT NULL CHECK (length(hash) = 32),
    used_at TEXT,
    PRIMARY KEY (person, hash)
) STRICT;

-- Somebody who has proven their password and nothing more: no session, and good for nothing but to prove the rest.
CREATE TABLE half_way (
    token      BLOB PRIMARY KEY CHECK (length(token) = 32), -- its SHA-256
    person     BLOB NOT NULL REFERENCES person (id),
    back       TEXT NOT NULL, -- where they want to go
    expires_at TEXT NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX half_way_by_person ON half_way (person);
