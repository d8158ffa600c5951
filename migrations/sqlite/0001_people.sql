-- Who works here: authorities, units, accounts, duties, and what sign-in needs.
-- Instants are microseconds UTC, days ISO text, ids 16 bytes.
CREATE TABLE installation (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  id      TEXT NOT NULL,
  demo    TEXT
) STRICT;

CREATE TABLE authority (
  id      BLOB PRIMARY KEY NOT NULL,
  name    TEXT NOT NULL,
  agency  TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
  id                BLOB PRIMARY KEY NOT NULL,
  authority         BLOB NOT NULL REFERENCES authority (id),
  name              TEXT NOT NULL,
  regime            TEXT NOT NULL,
  receives_concerns INTEGER NOT NULL,
  phone             TEXT NOT NULL,
  hours             TEXT NOT NULL,
  emergency         TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  id            BLOB PRIMARY KEY NOT NULL,
  username      TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  title         TEXT NOT NULL,
  phone         TEXT NOT NULL,
  password      TEXT NOT NULL,
  second_factor BLOB NOT NULL,
  closed_at     INTEGER
) STRICT;

-- The token of an account's own personal number at one authority: one's own record is refused by it.
CREATE TABLE account_token (
  account   BLOB NOT NULL REFERENCES account (id),
  authority BLOB NOT NULL REFERENCES authority (id),
  token     BLOB NOT NULL,
  PRIMARY KEY (account, authority)
) STRICT;

-- A recorded conflict of interest (jäv) between an account and a person.
CREATE TABLE conflict (
  account   BLOB NOT NULL REFERENCES account (id),
  authority BLOB NOT NULL REFERENCES authority (id),
  token     BLOB NOT NULL,
  PRIMARY KEY (account, authority, token)
) STRICT;

CREATE TABLE duty (
  id                BLOB PRIMARY KEY NOT NULL,
  account           BLOB NOT NULL REFERENCES account (id),
  unit              BLOB NOT NULL REFERENCES unit (id),
  role              TEXT NOT NULL,
  valid_from        TEXT NOT NULL,
  valid_until       TEXT,
  handles_protected INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_of_account ON duty (account);

-- Only the hash of a session's id is kept, so that nobody who reads the database can take a session over.
CREATE TABLE session (
  id         BLOB PRIMARY KEY NOT NULL,
  account    BLOB REFERENCES account (id),
  data       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_account ON session (account);

-- One-time codes that were used: each step counts once.
CREATE TABLE code_use (
  account BLOB NOT NULL REFERENCES account (id),
  step    INTEGER NOT NULL,
  PRIMARY KEY (account, step)
) STRICT;

-- Failed sign-ins delay the next try. The key is a keyed hash of the name that was typed.
CREATE TABLE throttle (
  name     BLOB PRIMARY KEY NOT NULL,
  failures INTEGER NOT NULL,
  next_try INTEGER NOT NULL
) STRICT;

-- Forms that were used, so that a double submit makes one thing. The digest is keyed.
CREATE TABLE form_use (
  form    BLOB PRIMARY KEY NOT NULL,
  account BLOB NOT NULL REFERENCES account (id),
  digest  BLOB NOT NULL,
  record  BLOB NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
