-- Steps have ids, so that a tick belongs to a step and not to its place. What was written before has none: its ids follow from the places.

ALTER TABLE milestone ADD COLUMN id BLOB CHECK (length(id) = 16); -- unique within its key result
ALTER TABLE check_in ADD COLUMN step_ids TEXT; -- the ids of the steps in `steps`, in the same order, with spaces between them
