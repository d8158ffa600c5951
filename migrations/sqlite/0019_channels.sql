-- What is counted for a promise, without opening anything: coarse answers on the covers, which outlive the content where
-- it leaves. None of them leads to anybody.
ALTER TABLE concern ADD COLUMN age TEXT;
ALTER TABLE intervention ADD COLUMN offered_on TEXT;
UPDATE intervention SET offered_on = date(offered_at / 1000000, 'unixepoch');
CREATE INDEX intervention_offered ON intervention (offered_on);
ALTER TABLE outreach ADD COLUMN method TEXT;
ALTER TABLE outreach ADD COLUMN met TEXT;
CREATE INDEX outreach_held ON outreach (held_on);
CREATE INDEX concern_received ON concern (received_on);

-- Who wrote down what was done, as a unit and a function, so that the same unit can put it right; and which publication
-- a word in a channel shares. What was struck out as a mistake stays and counts nowhere.
ALTER TABLE activity ADD COLUMN unit BLOB REFERENCES unit (id);
ALTER TABLE activity ADD COLUMN noted_by TEXT;
ALTER TABLE activity ADD COLUMN noted_at INTEGER;
ALTER TABLE activity ADD COLUMN publication BLOB REFERENCES publication (id);
ALTER TABLE activity ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What an entry said before it was put right.
CREATE TABLE activity_before (
  activity BLOB NOT NULL REFERENCES activity (id),
  version  INTEGER NOT NULL,
  done_on  TEXT NOT NULL,
  problem  BLOB,
  form     TEXT NOT NULL,
  noted_by TEXT,
  noted_at INTEGER,
  PRIMARY KEY (activity, version)
) STRICT;

-- Agreements on cooperation (samverkansöverenskommelse). Parties are functions, never persons.
CREATE TABLE agreement (
  id        BLOB PRIMARY KEY NOT NULL,
  title     TEXT NOT NULL,
  parties   TEXT NOT NULL,
  covers    TEXT NOT NULL,
  kept_at   TEXT NOT NULL,
  signed_on TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day  TEXT,
  replaced  INTEGER NOT NULL,
  version   INTEGER NOT NULL
) STRICT;
