-- Visits that are asked for by a public form, without an account.

-- A visit that an organisation asks for. It counts for the promise and says nobody's name.
CREATE TABLE visit (
  id           UUID PRIMARY KEY NOT NULL,
  asked_on     DATE NOT NULL,
  asker        TEXT NOT NULL,
  organisation TEXT NOT NULL,
  topic        TEXT NOT NULL,
  stage        TEXT NOT NULL,
  done_on      DATE,
  reason       TEXT
);

-- How to reach whoever asks, sealed and apart from what is counted. The row goes when the request is answered.
CREATE TABLE visit_contact (
  visit    UUID PRIMARY KEY NOT NULL REFERENCES visit (id),
  asked_on DATE NOT NULL,
  contact  BYTEA NOT NULL
);
