-- Visits that are asked for by a public form, without an account.

-- A visit that an organisation asks for. It counts for the promise and says nobody's name.
CREATE TABLE visit (
  id           BLOB PRIMARY KEY NOT NULL,
  asked_on     TEXT NOT NULL,
  asker        TEXT NOT NULL,
  organisation TEXT NOT NULL,
  topic        TEXT NOT NULL,
  stage        TEXT NOT NULL,
  done_on      TEXT,
  reason       TEXT
) STRICT;

-- How to reach whoever asks, sealed and apart from what is counted. The row goes when the request is answered.
CREATE TABLE visit_contact (
  visit    BLOB PRIMARY KEY NOT NULL REFERENCES visit (id),
  asked_on TEXT NOT NULL,
  contact  BLOB NOT NULL
) STRICT;
