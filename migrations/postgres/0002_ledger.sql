-- The log. In clear: index, time, unit, class of act. Reader and subjects are tokens of the month; the rest is
-- sealed under the month's key. Leaves outlive entries: full tiles of 256 stand by themselves.
CREATE TABLE ledger_entry (
  idx    BIGINT PRIMARY KEY NOT NULL,
  at     TIMESTAMPTZ NOT NULL,
  unit   UUID NOT NULL,
  class  BIGINT NOT NULL,
  month  TEXT NOT NULL,
  reader BYTEA NOT NULL,
  sealed BYTEA NOT NULL,
  leaf   BYTEA NOT NULL
);
CREATE INDEX ledger_entry_reader ON ledger_entry (reader, idx);
CREATE INDEX ledger_entry_unit ON ledger_entry (unit, idx);

CREATE TABLE ledger_subject (
  subject BYTEA NOT NULL,
  idx     BIGINT NOT NULL,
  PRIMARY KEY (subject, idx)
);

CREATE TABLE ledger_tile (
  idx    BIGINT PRIMARY KEY NOT NULL,
  leaves BYTEA NOT NULL
);

CREATE TABLE ledger_head (
  one         BIGINT PRIMARY KEY CHECK (one = 1),
  size        BIGINT NOT NULL,
  last_change BIGINT NOT NULL,
  at          TIMESTAMPTZ NOT NULL,
  root        BYTEA NOT NULL,
  tree        BYTEA NOT NULL,
  note        TEXT NOT NULL
);
