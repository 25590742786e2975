-- The organisation as it stands, and the journal of how it came to be so.
--
-- Ids are UUIDs in 16 bytes; times are RFC 3339 in UTC, to the microsecond, so that they sort as text; days are ISO 8601; yes and no are 1 and 0.
-- What is deleted leaves these tables; the journal remembers it.

CREATE TABLE organisation (
    id          INTEGER PRIMARY KEY CHECK (id = 1), -- one organisation per installation
    name        TEXT NOT NULL CHECK (name <> ''),
    purpose     TEXT NOT NULL,
    vision      TEXT NOT NULL,
    language    TEXT NOT NULL CHECK (language IN ('en', 'zh-Hans')),
    time_zone   TEXT NOT NULL,
    week_begins TEXT NOT NULL CHECK (week_begins IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')),
    rhythm_days INTEGER NOT NULL CHECK (rhythm_days >= 1)
) STRICT;

CREATE TABLE team (
    id     BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name   TEXT NOT NULL CHECK (name <> ''),
    parent BLOB REFERENCES team (id), -- null for the company
    UNIQUE (parent, name)
) STRICT;

CREATE UNIQUE INDEX one_company ON team ((parent IS NULL)) WHERE parent IS NULL;

CREATE TABLE person (
    id               BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name             TEXT NOT NULL CHECK (name <> ''),
    email            TEXT,
    executive        INTEGER NOT NULL CHECK (executive IN (0, 1)),
    programme_office INTEGER NOT NULL CHECK (programme_office IN (0, 1)),
    admin            INTEGER NOT NULL CHECK (admin IN (0, 1))
) STRICT;

-- Who is a member of which team, and who leads it. Somebody may lead a team without being a member of it.
CREATE TABLE person_team (
    person BLOB NOT NULL REFERENCES person (id),
    team   BLOB NOT NULL REFERENCES team (id),
    leads  INTEGER NOT NULL CHECK (leads IN (0, 1)),
    PRIMARY KEY (person, team, leads)
) STRICT;

CREATE INDEX person_team_by_team ON person_team (team);

CREATE TABLE pillar (
    id    BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name  TEXT NOT NULL CHECK (name <> ''),
    owner BLOB REFERENCES person (id)
) STRICT;

CREATE TABLE cycle (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name        TEXT NOT NULL UNIQUE CHECK (name <> ''),
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    parent      BLOB REFERENCES cycle (id),
    phase       TEXT NOT NULL CHECK (phase IN ('planning', 'running', 'scoring', 'closed')),
    phase_since TEXT NOT NULL,
    CHECK (first_day < last_day)
) STRICT;

CREATE TABLE objective (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    title        TEXT NOT NULL CHECK (title <> ''),
    why          TEXT NOT NULL,
    team         BLOB NOT NULL REFERENCES team (id),
    owner        BLOB NOT NULL REFERENCES person (id),
    cycle        BLOB NOT NULL REFERENCES cycle (id),
    pillar       BLOB REFERENCES pillar (id),
    ambition     TEXT NOT NULL CHECK (ambition IN ('committed', 'aspirational')),
    published_at TEXT -- null for a draft
) STRICT;

CREATE INDEX objective_by_cycle ON objective (cycle);
CREATE INDEX objective_by_team ON objective (team);

CREATE TABLE key_result (
    id        BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    objective BLOB NOT NULL REFERENCES objective (id),
    position  INTEGER NOT NULL CHECK (position >= 0), -- ascending in the order in which they are shown; gaps mean nothing
    title     TEXT NOT NULL CHECK (title <> ''),
    owner     BLOB REFERENCES person (id),
    weight    REAL NOT NULL CHECK (weight BETWEEN 0 AND 100),
    kind      TEXT NOT NULL CHECK (kind IN ('metric', 'keep', 'milestones', 'done')),
    unit      TEXT, -- of a metric or a keep
    baseline  REAL, -- of a metric
    target    REAL, -- of a metric
    lower     REAL, -- of a keep, inclusive
    upper     REAL, -- of a keep, inclusive
    due       TEXT, -- of a done; null means the cycle's last day
    driven    INTEGER NOT NULL CHECK (driven IN (0, 1)), -- driven by contributions, which replace the measure
    since     TEXT NOT NULL,
    UNIQUE (objective, position),
    CHECK ((unit IS NOT NULL) = (kind IN ('metric', 'keep'))),
    CHECK ((baseline IS NOT NULL) = (kind = 'metric')),
    CHECK ((target IS NOT NULL) = (kind = 'metric')),
    CHECK (baseline <> target),
    CHECK ((lower IS NOT NULL OR upper IS NOT NULL) = (kind = 'keep')),
    CHECK (lower <= upper),
    CHECK (due IS NULL OR kind = 'done')
) STRICT;

CREATE TABLE milestone (
    key_result BLOB NOT NULL REFERENCES key_result (id),
    position   INTEGER NOT NULL CHECK (position >= 0),
    name       TEXT NOT NULL,
    weight     REAL NOT NULL CHECK (weight BETWEEN 0 AND 100),
    due        TEXT,
    PRIMARY KEY (key_result, position)
) STRICT;

-- An edge from an objective to what it is aligned to: a whole objective, or one key result of one.
CREATE TABLE alignment (
    child             BLOB NOT NULL REFERENCES objective (id),
    parent_objective  BLOB REFERENCES objective (id),
    parent_key_result BLOB REFERENCES key_result (id),
    position          INTEGER NOT NULL CHECK (position >= 0), -- among the child's parents, from 0 without gaps; 0 is the primary one
    how               TEXT NOT NULL CHECK (how IN ('contributes', 'supports')),
    weight            REAL CHECK (weight BETWEEN 0 AND 100), -- of a contribution
    since             TEXT NOT NULL,
    made_by           BLOB REFERENCES person (id), -- null for the command line
    UNIQUE (child, parent_objective),
    UNIQUE (child, parent_key_result),
    CHECK ((parent_objective IS NULL) <> (parent_key_result IS NULL)),
    CHECK (child <> parent_objective),
    CHECK ((weight IS NOT NULL) = (how = 'contributes'))
) STRICT;

CREATE INDEX alignment_by_parent_objective ON alignment (parent_objective) WHERE parent_objective IS NOT NULL;
CREATE INDEX alignment_by_parent_key_result ON alignment (parent_key_result) WHERE parent_key_result IS NOT NULL;

-- Every change, in order, without gaps. One row for each command that changed something.
CREATE TABLE journal (
    seq         INTEGER PRIMARY KEY CHECK (seq >= 1),
    command_id  BLOB NOT NULL UNIQUE CHECK (length(command_id) = 16),
    actor       BLOB REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, -- null for the command line; may be added in the same transaction
    at          TEXT NOT NULL,
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32), -- SHA-256 of actor and command: tells a repetition from another command of the same id
    events      TEXT NOT NULL -- JSON
) STRICT;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

-- Every check-in, wrong ones too. A correction takes the place and the time of what it corrects, and is the one that stands from then on.
CREATE TABLE check_in (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    key_result BLOB NOT NULL REFERENCES key_result (id),
    seq        INTEGER NOT NULL REFERENCES journal (seq), -- the entry that it came with
    place      INTEGER NOT NULL, -- the entry that the first of its corrections corrects came with; orders what has the same time
    corrects   BLOB UNIQUE REFERENCES check_in (id),
    stands     INTEGER NOT NULL CHECK (stands IN (0, 1)), -- 0 once it was corrected
    at         TEXT NOT NULL,
    made_by    BLOB REFERENCES person (id), -- null for the command line
    number     REAL, -- read off a metric or a keep
    steps      TEXT CHECK (steps NOT GLOB '*[^01]*'), -- read off milestones: 1 or 0 for each step, in order
    done       INTEGER CHECK (done IN (0, 1)), -- read off a done
    confidence INTEGER CHECK (confidence BETWEEN 0 AND 10),
    imported   INTEGER NOT NULL CHECK (imported IN (0, 1)),
    progress   TEXT NOT NULL,
    obstacle   TEXT NOT NULL,
    next       TEXT NOT NULL,
    UNIQUE (key_result, place, seq),
    CHECK (place <= seq),
    CHECK ((place = seq) = (corrects IS NULL)),
    CHECK ((number IS NOT NULL) + (steps IS NOT NULL) + (done IS NOT NULL) = 1)
) STRICT;

-- What each row of an imported table said last, so that the next import changes only what differs.
-- What it stands for may have been deleted since: hence no foreign keys to it.
CREATE TABLE import_row (
    cycle      BLOB NOT NULL REFERENCES cycle (id),
    reference  TEXT NOT NULL,
    line       INTEGER NOT NULL CHECK (line >= 1),
    content    TEXT NOT NULL, -- JSON
    objective  BLOB CHECK (length(objective) = 16),
    key_result BLOB CHECK (length(key_result) = 16),
    PRIMARY KEY (cycle, reference),
    CHECK ((objective IS NULL) <> (key_result IS NULL))
) STRICT;

-- What each journal entry is about, for the history of one thing. No foreign keys: things go, their history stays.
CREATE TABLE journal_subject (
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    seq     INTEGER NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;
