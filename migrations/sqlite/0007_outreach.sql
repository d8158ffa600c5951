-- Outreach meetings: the police liaison's own record until it is handed over, then a receipt without content (line,
-- body, wrapped_key and epoch are gone together); and the receiver's copy. A key that is gone is never written again.
CREATE TABLE outreach (
  id           BLOB PRIMARY KEY NOT NULL,
  authority    BLOB NOT NULL REFERENCES authority (id),
  unit         BLOB NOT NULL REFERENCES unit (id),
  dnr          TEXT NOT NULL,
  author       BLOB NOT NULL REFERENCES account (id),
  token        BLOB,
  protected    INTEGER NOT NULL,
  held_on      TEXT NOT NULL,
  interrupted  INTEGER NOT NULL,
  next_contact TEXT,
  recorded_at  INTEGER NOT NULL,
  stage        TEXT NOT NULL,
  disclosure   BLOB REFERENCES disclosure (id),
  version      INTEGER NOT NULL,
  line         BLOB,
  body         BLOB,
  wrapped_key  BLOB,
  epoch        INTEGER,
  CHECK (
    (stage IN ('handed_over', 'counted')) = (body IS NULL)
    AND (body IS NULL) = (line IS NULL) AND (body IS NULL) = (wrapped_key IS NULL) AND (body IS NULL) = (epoch IS NULL)
  )
) STRICT;
CREATE INDEX outreach_of_unit ON outreach (unit, stage, recorded_at);
CREATE INDEX outreach_of_author ON outreach (author, stage, recorded_at);
CREATE INDEX outreach_epoch ON outreach (epoch);
