-- Whoever has left can't sign in or do anything; what they did stays.
ALTER TABLE person ADD COLUMN deactivated INTEGER NOT NULL DEFAULT 0 CHECK (deactivated IN (0, 1));

-- An address is one person's, however it is written.
CREATE UNIQUE INDEX person_by_email ON person (LOWER(email)) WHERE email IS NOT NULL;
