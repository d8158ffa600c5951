-- The review of the log: what came of looking at a group of readings, and the questions put to readers.
-- Reader and subject are the log's tokens of the month, so that nothing here outlives the month's key.
CREATE TABLE log_outcome (
  authority  BLOB NOT NULL REFERENCES authority (id),
  month      TEXT NOT NULL,
  reader     BLOB NOT NULL,
  subject    BLOB NOT NULL,
  upto       INTEGER NOT NULL,
  outcome    TEXT NOT NULL,
  by_account BLOB NOT NULL REFERENCES account (id),
  at         INTEGER NOT NULL,
  PRIMARY KEY (authority, month, reader, subject)
) STRICT;

CREATE TABLE log_question (
  id           BLOB PRIMARY KEY NOT NULL,
  authority    BLOB NOT NULL REFERENCES authority (id),
  unit         BLOB NOT NULL REFERENCES unit (id),
  account      BLOB NOT NULL REFERENCES account (id),
  month        TEXT NOT NULL,
  reader       BLOB NOT NULL,
  subject      BLOB NOT NULL,
  readings     INTEGER NOT NULL,
  first_at     INTEGER NOT NULL,
  last_at      INTEGER NOT NULL,
  asked_by     BLOB NOT NULL REFERENCES account (id),
  asked_at     INTEGER NOT NULL,
  answered_at  INTEGER,
  body         BLOB NOT NULL,
  wrapped_key  BLOB NOT NULL,
  epoch        INTEGER NOT NULL
) STRICT;
CREATE INDEX log_question_of_month ON log_question (authority, month);
CREATE INDEX log_question_of_account ON log_question (account, asked_at);
CREATE INDEX log_question_epoch ON log_question (epoch);
