-- The review of the log: what came of looking at a group of readings, and the questions put to readers.
-- Reader and subject are the log's tokens of the month, so that nothing here outlives the month's key.
CREATE TABLE log_outcome (
  authority  UUID NOT NULL REFERENCES authority (id),
  month      TEXT NOT NULL,
  reader     BYTEA NOT NULL,
  subject    BYTEA NOT NULL,
  upto       BIGINT NOT NULL,
  outcome    TEXT NOT NULL,
  by_account UUID NOT NULL REFERENCES account (id),
  at         TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (authority, month, reader, subject)
);

CREATE TABLE log_question (
  id           UUID PRIMARY KEY NOT NULL,
  authority    UUID NOT NULL REFERENCES authority (id),
  unit         UUID NOT NULL REFERENCES unit (id),
  account      UUID NOT NULL REFERENCES account (id),
  month        TEXT NOT NULL,
  reader       BYTEA NOT NULL,
  subject      BYTEA NOT NULL,
  readings     BIGINT NOT NULL,
  first_at     TIMESTAMPTZ NOT NULL,
  last_at      TIMESTAMPTZ NOT NULL,
  asked_by     UUID NOT NULL REFERENCES account (id),
  asked_at     TIMESTAMPTZ NOT NULL,
  answered_at  TIMESTAMPTZ,
  body         BYTEA NOT NULL,
  wrapped_key  BYTEA NOT NULL,
  epoch        BIGINT NOT NULL
);
CREATE INDEX log_question_of_month ON log_question (authority, month);
CREATE INDEX log_question_of_account ON log_question (account, asked_at);
CREATE INDEX log_question_epoch ON log_question (epoch);
