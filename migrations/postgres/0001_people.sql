-- Who works here: authorities, units, accounts, duties, and what sign-in needs.
CREATE TABLE installation (
  one     BIGINT PRIMARY KEY CHECK (one = 1),
  id      TEXT NOT NULL,
  demo    TEXT
);

CREATE TABLE authority (
  id      UUID PRIMARY KEY NOT NULL,
  name    TEXT NOT NULL,
  agency  TEXT NOT NULL
);

CREATE TABLE unit (
  id                UUID PRIMARY KEY NOT NULL,
  authority         UUID NOT NULL REFERENCES authority (id),
  name              TEXT NOT NULL,
  regime            TEXT NOT NULL,
  receives_concerns BOOLEAN NOT NULL,
  phone             TEXT NOT NULL,
  hours             TEXT NOT NULL,
  emergency         TEXT NOT NULL
);

CREATE TABLE account (
  id            UUID PRIMARY KEY NOT NULL,
  username      TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  title         TEXT NOT NULL,
  phone         TEXT NOT NULL,
  password      TEXT NOT NULL,
  second_factor BYTEA NOT NULL,
  closed_at     TIMESTAMPTZ
);

-- The token of an account's own personal number at one authority: one's own record is refused by it.
CREATE TABLE account_token (
  account   UUID NOT NULL REFERENCES account (id),
  authority UUID NOT NULL REFERENCES authority (id),
  token     BYTEA NOT NULL,
  PRIMARY KEY (account, authority)
);

-- A recorded conflict of interest (jäv) between an account and a person.
CREATE TABLE conflict (
  account   UUID NOT NULL REFERENCES account (id),
  authority UUID NOT NULL REFERENCES authority (id),
  token     BYTEA NOT NULL,
  PRIMARY KEY (account, authority, token)
);

CREATE TABLE duty (
  id                UUID PRIMARY KEY NOT NULL,
  account           UUID NOT NULL REFERENCES account (id),
  unit              UUID NOT NULL REFERENCES unit (id),
  role              TEXT NOT NULL,
  valid_from        DATE NOT NULL,
  valid_until       DATE,
  handles_protected BOOLEAN NOT NULL
);
CREATE INDEX duty_of_account ON duty (account);

-- Only the hash of a session's id is kept, so that nobody who reads the database can take a session over.
CREATE TABLE session (
  id         BYTEA PRIMARY KEY NOT NULL,
  account    UUID REFERENCES account (id),
  data       TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  seen_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_of_account ON session (account);

-- One-time codes that were used: each step counts once.
CREATE TABLE code_use (
  account UUID NOT NULL REFERENCES account (id),
  step    BIGINT NOT NULL,
  PRIMARY KEY (account, step)
);

-- Failed sign-ins delay the next try. The key is a keyed hash of the name that was typed.
CREATE TABLE throttle (
  name     BYTEA PRIMARY KEY NOT NULL,
  failures BIGINT NOT NULL,
  next_try TIMESTAMPTZ NOT NULL
);

-- Forms that were used, so that a double submit makes one thing. The digest is keyed.
CREATE TABLE form_use (
  form    UUID PRIMARY KEY NOT NULL,
  account UUID NOT NULL REFERENCES account (id),
  digest  BYTEA NOT NULL,
  record  UUID NOT NULL,
  at      TIMESTAMPTZ NOT NULL
);
