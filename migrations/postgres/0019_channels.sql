-- What is counted for a promise, without opening anything: coarse answers on the covers, which outlive the content where
-- it leaves. None of them leads to anybody.
ALTER TABLE concern ADD COLUMN age TEXT;
ALTER TABLE intervention ADD COLUMN offered_on DATE;
UPDATE intervention SET offered_on = CAST(offered_at AT TIME ZONE 'UTC' AS DATE);
CREATE INDEX intervention_offered ON intervention (offered_on);
ALTER TABLE outreach ADD COLUMN method TEXT;
ALTER TABLE outreach ADD COLUMN met TEXT;
CREATE INDEX outreach_held ON outreach (held_on);
CREATE INDEX concern_received ON concern (received_on);

-- Who wrote down what was done, as a unit and a function, so that the same unit can put it right; and which publication
-- a word in a channel shares. What was struck out as a mistake stays and counts nowhere.
ALTER TABLE activity ADD COLUMN unit UUID REFERENCES unit (id);
ALTER TABLE activity ADD COLUMN noted_by TEXT;
ALTER TABLE activity ADD COLUMN noted_at TIMESTAMPTZ;
ALTER TABLE activity ADD COLUMN publication UUID REFERENCES publication (id);
ALTER TABLE activity ADD COLUMN struck BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE activity ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- What an entry said before it was put right.
CREATE TABLE activity_before (
  activity UUID NOT NULL REFERENCES activity (id),
  version  BIGINT NOT NULL,
  done_on  DATE NOT NULL,
  problem  UUID,
  form     TEXT NOT NULL,
  noted_by TEXT,
  noted_at TIMESTAMPTZ,
  PRIMARY KEY (activity, version)
);

-- Agreements on cooperation (samverkansöverenskommelse). Parties are functions, never persons.
CREATE TABLE agreement (
  id        UUID PRIMARY KEY NOT NULL,
  title     TEXT NOT NULL,
  parties   TEXT NOT NULL,
  covers    TEXT NOT NULL,
  kept_at   TEXT NOT NULL,
  signed_on DATE NOT NULL,
  first_day DATE NOT NULL,
  last_day  DATE,
  replaced  BOOLEAN NOT NULL,
  version   BIGINT NOT NULL
);
