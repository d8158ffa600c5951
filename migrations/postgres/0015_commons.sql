-- The open part: evenings out, what was done for a promise, and what was published of it. No table here holds a person.

-- A part of the municipality, as coarse as it is drawn.
CREATE TABLE area (
  id   UUID PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE
);

-- Who goes out, and the unit that keeps its evenings.
CREATE TABLE organiser (
  id     UUID PRIMARY KEY NOT NULL,
  name   TEXT NOT NULL UNIQUE,
  outing TEXT NOT NULL,
  unit   UUID NOT NULL REFERENCES unit (id)
);

-- A place that the situation picture points out: an area, a kind of place and the problem. Never an address.
CREATE TABLE problem (
  id    UUID PRIMARY KEY NOT NULL,
  area  UUID NOT NULL REFERENCES area (id),
  place TEXT NOT NULL,
  about TEXT NOT NULL
);

-- An evening out: planned, done or cancelled. Times are minutes of the clock on the wall.
CREATE TABLE occasion (
  id        UUID PRIMARY KEY NOT NULL,
  organiser UUID NOT NULL REFERENCES organiser (id),
  outing    TEXT NOT NULL,
  area      UUID NOT NULL REFERENCES area (id),
  evening   DATE NOT NULL,
  begins    BIGINT NOT NULL,
  ends      BIGINT NOT NULL,
  stage     TEXT NOT NULL,
  reason    TEXT,
  adults    BIGINT,
  contacts  BIGINT,
  version   BIGINT NOT NULL
);
CREATE INDEX occasion_evening ON occasion (evening);
-- An organiser has one evening a date; what was cancelled stands in nobody's way.
CREATE UNIQUE INDEX occasion_once ON occasion (organiser, evening) WHERE stage <> 'cancelled';

-- What was done for a promise, in the form it was told in.
CREATE TABLE activity (
  id       UUID PRIMARY KEY NOT NULL,
  done_on  DATE NOT NULL,
  row_key  TEXT,
  problem  UUID REFERENCES problem (id),
  form     TEXT NOT NULL
);
CREATE INDEX activity_day ON activity (done_on);

-- What was published of a promise: the numbers of that day, frozen.
CREATE TABLE publication (
  id       UUID PRIMARY KEY NOT NULL,
  promise  TEXT NOT NULL,
  at       TIMESTAMPTZ NOT NULL,
  numbers  TEXT NOT NULL
);
CREATE INDEX publication_of_promise ON publication (promise, at);
