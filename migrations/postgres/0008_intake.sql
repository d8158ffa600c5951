-- Intake: who is responsible for a concern, what the reporter asked for and was told, and who knows the family.
ALTER TABLE concern ADD COLUMN feedback_asked BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE concern ADD COLUMN told TEXT;
ALTER TABLE concern ADD COLUMN told_in UUID REFERENCES disclosure (id);
ALTER TABLE concern ADD COLUMN responsible UUID REFERENCES account (id);
ALTER TABLE concern ADD COLUMN unassigned TEXT;
ALTER TABLE concern ADD COLUMN decided_on DATE;
ALTER TABLE concern ADD COLUMN feedback TEXT;
CREATE INDEX concern_of_disclosure ON concern (disclosure);

-- What somebody at intake answered to whether they know the family of a concern without a number. Who does is kept
-- from everything that follows from that concern.
CREATE TABLE acquaintance (
  account UUID NOT NULL REFERENCES account (id),
  concern UUID NOT NULL REFERENCES concern (id),
  knows   BOOLEAN NOT NULL,
  at      TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (account, concern)
);
