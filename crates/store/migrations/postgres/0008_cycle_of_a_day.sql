-- A cycle may last one day.
ALTER TABLE cycle DROP CONSTRAINT cycle_check;
ALTER TABLE cycle ADD CONSTRAINT cycle_check CHECK (first_day <= last_day);
