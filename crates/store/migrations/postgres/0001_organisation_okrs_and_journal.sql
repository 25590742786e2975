-- The organisation as it stands, and the journal of how it came to be so.
--
-- The same tables as SQLite's, in PostgreSQL's own types. Times are to the microsecond.
-- What is deleted leaves these tables; the journal remembers it.

CREATE TABLE organisation (
    id          smallint PRIMARY KEY CHECK (id = 1), -- one organisation per installation
    name        text NOT NULL CHECK (name <> ''),
    purpose     text NOT NULL,
    vision      text NOT NULL,
    language    text NOT NULL CHECK (language IN ('en', 'zh-Hans')),
    time_zone   text NOT NULL,
    week_begins text NOT NULL CHECK (week_begins IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')),
    rhythm_days bigint NOT NULL CHECK (rhythm_days >= 1)
);

CREATE TABLE team (
    id     uuid PRIMARY KEY,
    name   text NOT NULL CHECK (name <> ''),
    parent uuid REFERENCES team (id), -- null for the company
    UNIQUE (parent, name)
);

CREATE UNIQUE INDEX one_company ON team ((parent IS NULL)) WHERE parent IS NULL;

CREATE TABLE person (
    id               uuid PRIMARY KEY,
    name             text NOT NULL CHECK (name <> ''),
    email            text,
    executive        boolean NOT NULL,
    programme_office boolean NOT NULL,
    admin            boolean NOT NULL
);

-- Who is a member of which team, and who leads it. Somebody may lead a team without being a member of it.
CREATE TABLE person_team (
    person uuid NOT NULL REFERENCES person (id),
    team   uuid NOT NULL REFERENCES team (id),
    leads  boolean NOT NULL,
    PRIMARY KEY (person, team, leads)
);

CREATE INDEX person_team_by_team ON person_team (team);

CREATE TABLE pillar (
    id    uuid PRIMARY KEY,
    name  text NOT NULL CHECK (name <> ''),
    owner uuid REFERENCES person (id)
);

CREATE TABLE cycle (
    id          uuid PRIMARY KEY,
    name        text NOT NULL UNIQUE CHECK (name <> ''),
    first_day   date NOT NULL,
    last_day    date NOT NULL,
    parent      uuid REFERENCES cycle (id),
    phase       text NOT NULL CHECK (phase IN ('planning', 'running', 'scoring', 'closed')),
    phase_since timestamptz NOT NULL,
    CHECK (first_day < last_day)
);

CREATE TABLE objective (
    id           uuid PRIMARY KEY,
    title        text NOT NULL CHECK (title <> ''),
    why          text NOT NULL,
    team         uuid NOT NULL REFERENCES team (id),
    owner        uuid NOT NULL REFERENCES person (id),
    cycle        uuid NOT NULL REFERENCES cycle (id),
    pillar       uuid REFERENCES pillar (id),
    ambition     text NOT NULL CHECK (ambition IN ('committed', 'aspirational')),
    published_at timestamptz -- null for a draft
);

CREATE INDEX objective_by_cycle ON objective (cycle);
CREATE INDEX objective_by_team ON objective (team);

CREATE TABLE key_result (
    id        uuid PRIMARY KEY,
    objective uuid NOT NULL REFERENCES objective (id),
    position  bigint NOT NULL CHECK (position >= 0), -- ascending in the order in which they are shown; gaps mean nothing
    title     text NOT NULL CHECK (title <> ''),
    owner     uuid REFERENCES person (id),
    weight    double precision NOT NULL CHECK (weight BETWEEN 0 AND 100),
    kind      text NOT NULL CHECK (kind IN ('metric', 'keep', 'milestones', 'done')),
    unit      text, -- of a metric or a keep
    baseline  double precision, -- of a metric
    target    double precision, -- of a metric
    lower     double precision, -- of a keep, inclusive
    upper     double precision, -- of a keep, inclusive
    due       date, -- of a done; null means the cycle's last day
    driven    boolean NOT NULL, -- driven by contributions, which replace the measure
    since     timestamptz NOT NULL,
    UNIQUE (objective, position),
    CHECK ((unit IS NOT NULL) = (kind IN ('metric', 'keep'))),
    CHECK ((baseline IS NOT NULL) = (kind = 'metric')),
    CHECK ((target IS NOT NULL) = (kind = 'metric')),
    CHECK (baseline <> target),
    CHECK ((lower IS NOT NULL OR upper IS NOT NULL) = (kind = 'keep')),
    CHECK (lower <= upper),
    CHECK (due IS NULL OR kind = 'done')
);

CREATE TABLE milestone (
    key_result uuid NOT NULL REFERENCES key_result (id),
    position   bigint NOT NULL CHECK (position >= 0),
    name       text NOT NULL,
    weight     double precision NOT NULL CHECK (weight BETWEEN 0 AND 100),
    due        date,
    PRIMARY KEY (key_result, position)
);

-- An edge from an objective to what it is aligned to: a whole objective, or one key result of one.
CREATE TABLE alignment (
    child             uuid NOT NULL REFERENCES objective (id),
    parent_objective  uuid REFERENCES objective (id),
    parent_key_result uuid REFERENCES key_result (id),
    position          bigint NOT NULL CHECK (position >= 0), -- among the child's parents, from 0 without gaps; 0 is the primary one
    how               text NOT NULL CHECK (how IN ('contributes', 'supports')),
    weight            double precision CHECK (weight BETWEEN 0 AND 100), -- of a contribution
    since             timestamptz NOT NULL,
    made_by           uuid REFERENCES person (id), -- null for the command line
    UNIQUE (child, parent_objective),
    UNIQUE (child, parent_key_result),
    CHECK ((parent_objective IS NULL) <> (parent_key_result IS NULL)),
    CHECK (child <> parent_objective),
    CHECK ((weight IS NOT NULL) = (how = 'contributes'))
);

CREATE INDEX alignment_by_parent_objective ON alignment (parent_objective) WHERE parent_objective IS NOT NULL;
CREATE INDEX alignment_by_parent_key_result ON alignment (parent_key_result) WHERE parent_key_result IS NOT NULL;

-- Every change, in order, without gaps. One row for each command that changed something.
CREATE TABLE journal (
    seq         bigint PRIMARY KEY CHECK (seq >= 1),
    command_id  uuid NOT NULL UNIQUE,
    actor       uuid REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, -- null for the command line; may be added in the same transaction
    at          timestamptz NOT NULL,
    fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32), -- SHA-256 of actor and command: tells a repetition from another command of the same id
    events      jsonb NOT NULL
);

CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END
$$;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

-- Every check-in, wrong ones too. A correction takes the place and the time of what it corrects, and is the one that stands from then on.
CREATE TABLE check_in (
    id         uuid PRIMARY KEY,
    key_result uuid NOT NULL REFERENCES key_result (id),
    seq        bigint NOT NULL REFERENCES journal (seq), -- the entry that it came with
    place      bigint NOT NULL, -- the entry that the first of its corrections corrects came with; orders what has the same time
    corrects   uuid UNIQUE REFERENCES check_in (id),
    stands     boolean NOT NULL, -- false once it was corrected
    at         timestamptz NOT NULL,
    made_by    uuid REFERENCES person (id), -- null for the command line
    number     double precision, -- read off a metric or a keep
    steps      text CHECK (steps !~ '[^01]'), -- read off milestones: 1 or 0 for each step, in order
    done       boolean, -- read off a done
    confidence smallint CHECK (confidence BETWEEN 0 AND 10),
    imported   boolean NOT NULL,
    progress   text NOT NULL,
    obstacle   text NOT NULL,
    next       text NOT NULL,
    UNIQUE (key_result, place, seq),
    CHECK (place <= seq),
    CHECK ((place = seq) = (corrects IS NULL)),
    CHECK (num_nonnulls(number, steps, done) = 1)
);

-- What each row of an imported table said last, so that the next import changes only what differs.
-- What it stands for may have been deleted since: hence no foreign keys to it.
CREATE TABLE import_row (
    cycle      uuid NOT NULL REFERENCES cycle (id),
    reference  text NOT NULL,
    line       bigint NOT NULL CHECK (line >= 1),
    content    jsonb NOT NULL,
    objective  uuid,
    key_result uuid,
    PRIMARY KEY (cycle, reference),
    CHECK ((objective IS NULL) <> (key_result IS NULL))
);

-- What each journal entry is about, for the history of one thing. No foreign keys: things go, their history stays.
CREATE TABLE journal_subject (
    subject uuid NOT NULL,
    seq     bigint NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (subject, seq)
);
