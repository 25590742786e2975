-- The organisation after an entry of the journal, so that what was on a day needn't be made from the whole journal. It holds nothing that the
-- journal doesn't lead to: rows can be deleted at any time, and are made anew.
CREATE TABLE checkpoint (
    seq      bigint NOT NULL CHECK (seq >= 1), -- the last entry that is in it; no foreign key, because it is only a copy
    format   smallint NOT NULL CHECK (format >= 1), -- the version of the encoding; a program reads only the rows of its own
    mark     bigint NOT NULL, -- tells the entry from any other of the same number
    checksum bytea NOT NULL CHECK (length(checksum) = 32), -- SHA-256 of everything else in the row
    board    bytea NOT NULL,
    PRIMARY KEY (seq, format)
);

-- The board is compressed already.
ALTER TABLE checkpoint ALTER COLUMN board SET STORAGE EXTERNAL;

-- Finds the last entry by an instant.
CREATE INDEX journal_by_time ON journal (at, seq);
