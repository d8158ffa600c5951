-- The open part: evenings out, what was done for a promise, and what was published of it. No table here holds a person.

-- A part of the municipality, as coarse as it is drawn.
CREATE TABLE area (
  id   BLOB PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- Who goes out, and the unit that keeps its evenings.
CREATE TABLE organiser (
  id     BLOB PRIMARY KEY NOT NULL,
  name   TEXT NOT NULL UNIQUE,
  outing TEXT NOT NULL,
  unit   BLOB NOT NULL REFERENCES unit (id)
) STRICT;

-- A place that the situation picture points out: an area, a kind of place and the problem. Never an address.
CREATE TABLE problem (
  id    BLOB PRIMARY KEY NOT NULL,
  area  BLOB NOT NULL REFERENCES area (id),
  place TEXT NOT NULL,
  about TEXT NOT NULL
) STRICT;

-- An evening out: planned, done or cancelled. Times are minutes of the clock on the wall.
CREATE TABLE occasion (
  id        BLOB PRIMARY KEY NOT NULL,
  organiser BLOB NOT NULL REFERENCES organiser (id),
  outing    TEXT NOT NULL,
  area      BLOB NOT NULL REFERENCES area (id),
  evening   TEXT NOT NULL,
  begins    INTEGER NOT NULL,
  ends      INTEGER NOT NULL,
  stage     TEXT NOT NULL,
  reason    TEXT,
  adults    INTEGER,
  contacts  INTEGER,
  version   INTEGER NOT NULL
) STRICT;
CREATE INDEX occasion_evening ON occasion (evening);
-- An organiser has one evening a date; what was cancelled stands in nobody's way.
CREATE UNIQUE INDEX occasion_once ON occasion (organiser, evening) WHERE stage <> 'cancelled';

-- What was done for a promise, in the form it was told in.
CREATE TABLE activity (
  id       BLOB PRIMARY KEY NOT NULL,
  done_on  TEXT NOT NULL,
  row_key  TEXT,
  problem  BLOB REFERENCES problem (id),
  form     TEXT NOT NULL
) STRICT;
CREATE INDEX activity_day ON activity (done_on);

-- What was published of a promise: the numbers of that day, frozen.
CREATE TABLE publication (
  id       BLOB PRIMARY KEY NOT NULL,
  promise  TEXT NOT NULL,
  at       INTEGER NOT NULL,
  numbers  TEXT NOT NULL
) STRICT;
CREATE INDEX publication_of_promise ON publication (promise, at);
