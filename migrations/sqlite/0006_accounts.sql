-- Accounts that people keep themselves, and duties that take two.
-- Until when an initial password is taken; none once the person has chosen one.
ALTER TABLE account ADD COLUMN initial_until INTEGER;

-- A proposed duty stands here and not among the duties, so that it cannot hold before somebody else approves it.
CREATE TABLE duty_proposal (
  id                BLOB PRIMARY KEY NOT NULL,
  account           BLOB NOT NULL REFERENCES account (id),
  unit              BLOB NOT NULL REFERENCES unit (id),
  role              TEXT NOT NULL,
  valid_from        TEXT NOT NULL,
  valid_until       TEXT,
  handles_protected INTEGER NOT NULL,
  proposed_by       BLOB NOT NULL REFERENCES account (id),
  proposed_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_proposal_at_unit ON duty_proposal (unit);

CREATE INDEX duty_at_unit ON duty (unit);
-- Old failures are forgotten, so that whoever tries many names does not fill the disk.
CREATE INDEX throttle_by_time ON throttle (next_try);
