-- Outreach meetings: the police liaison's own record until it is handed over, then a receipt without content (line,
-- body, wrapped_key and epoch are gone together); and the receiver's copy. A key that is gone is never written again.
CREATE TABLE outreach (
  id           UUID PRIMARY KEY NOT NULL,
  authority    UUID NOT NULL REFERENCES authority (id),
  unit         UUID NOT NULL REFERENCES unit (id),
  dnr          TEXT NOT NULL,
  author       UUID NOT NULL REFERENCES account (id),
  token        BYTEA,
  protected    BOOLEAN NOT NULL,
  held_on      DATE NOT NULL,
  interrupted  BOOLEAN NOT NULL,
  next_contact DATE,
  recorded_at  TIMESTAMPTZ NOT NULL,
  stage        TEXT NOT NULL,
  disclosure   UUID REFERENCES disclosure (id),
  version      BIGINT NOT NULL,
  line         BYTEA,
  body         BYTEA,
  wrapped_key  BYTEA,
  epoch        BIGINT,
  CHECK (
    (stage IN ('handed_over', 'counted')) = (body IS NULL)
    AND (body IS NULL) = (line IS NULL) AND (body IS NULL) = (wrapped_key IS NULL) AND (body IS NULL) = (epoch IS NULL)
  )
);
CREATE INDEX outreach_of_unit ON outreach (unit, stage, recorded_at);
CREATE INDEX outreach_of_author ON outreach (author, stage, recorded_at);
CREATE INDEX outreach_epoch ON outreach (epoch);
