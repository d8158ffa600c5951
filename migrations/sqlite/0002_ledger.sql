-- The log. In clear: index, time, unit, class of act. Reader and subjects are tokens of the month; the rest is
-- sealed under the month's key. Leaves outlive entries: full tiles of 256 stand by themselves.
CREATE TABLE ledger_entry (
  idx    INTEGER PRIMARY KEY NOT NULL,
  at     INTEGER NOT NULL,
  unit   BLOB NOT NULL,
  class  INTEGER NOT NULL,
  month  TEXT NOT NULL,
  reader BLOB NOT NULL,
  sealed BLOB NOT NULL,
  leaf   BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_entry_reader ON ledger_entry (reader, idx);
CREATE INDEX ledger_entry_unit ON ledger_entry (unit, idx);

CREATE TABLE ledger_subject (
  subject BLOB NOT NULL,
  idx     INTEGER NOT NULL,
  PRIMARY KEY (subject, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_tile (
  idx    INTEGER PRIMARY KEY NOT NULL,
  leaves BLOB NOT NULL
) STRICT;

CREATE TABLE ledger_head (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  size        INTEGER NOT NULL,
  last_change INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  root        BLOB NOT NULL,
  tree        BLOB NOT NULL,
  note        TEXT NOT NULL
) STRICT;
