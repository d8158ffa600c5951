-- Intake: who is responsible for a concern, what the reporter asked for and was told, and who knows the family.
ALTER TABLE concern ADD COLUMN feedback_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE concern ADD COLUMN told TEXT;
ALTER TABLE concern ADD COLUMN told_in BLOB REFERENCES disclosure (id);
ALTER TABLE concern ADD COLUMN responsible BLOB REFERENCES account (id);
ALTER TABLE concern ADD COLUMN unassigned TEXT;
ALTER TABLE concern ADD COLUMN decided_on TEXT;
ALTER TABLE concern ADD COLUMN feedback TEXT;
CREATE INDEX concern_of_disclosure ON concern (disclosure);

-- What somebody at intake answered to whether they know the family of a concern without a number. Who does is kept
-- from everything that follows from that concern.
CREATE TABLE acquaintance (
  account BLOB NOT NULL REFERENCES account (id),
  concern BLOB NOT NULL REFERENCES concern (id),
  knows   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (account, concern)
) STRICT;
