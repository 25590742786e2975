-- Whoever has left can't sign in or do anything; what they did stays.
ALTER TABLE person ADD COLUMN deactivated boolean NOT NULL DEFAULT false;

-- An address is one person's, however it is written.
CREATE UNIQUE INDEX person_by_email ON person (LOWER(email)) WHERE email IS NOT NULL;
