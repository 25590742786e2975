-- The organisation after an entry of the journal, so that what was on a day needn't be made from the whole journal. It holds nothing that the
-- journal doesn't lead to: rows can be deleted at any time, and are made anew.
CREATE TABLE checkpoint (
    seq      INTEGER NOT NULL CHECK (seq >= 1), -- the last entry that is in it; no foreign key, because it is only a copy
    format   INTEGER NOT NULL CHECK (format >= 1), -- the version of the encoding; a program reads only the rows of its own
    mark     INTEGER NOT NULL, -- tells the entry from any other of the same number
    checksum BLOB NOT NULL CHECK (length(checksum) = 32), -- SHA-256 of everything else in the row
    board    BLOB NOT NULL,
    PRIMARY KEY (seq, format)
) STRICT;

-- Finds the last entry by an instant.
CREATE INDEX journal_by_time ON journal (at);
