-- What happens where: incidents and what somebody has noticed, by function and never by whom. No table here holds a
-- person. What was reported by mistake is withdrawn and not counted.

CREATE TABLE incident (
  id            BLOB PRIMARY KEY NOT NULL,
  -- The unit that it was reported at, or that keeps the link it came through.
  unit          BLOB NOT NULL REFERENCES unit (id),
  -- The link it came through, where it did.
  link          BLOB,
  -- The day it is counted on: in Sweden, the first.
  day           TEXT NOT NULL,
  begins        INTEGER NOT NULL,
  ends          INTEGER NOT NULL,
  category      TEXT NOT NULL,
  stolen        TEXT,
  organised     INTEGER,
  influence     TEXT NOT NULL,
  area          BLOB NOT NULL REFERENCES area (id),
  place         TEXT NOT NULL,
  owner         TEXT NOT NULL,
  consequence   TEXT NOT NULL,
  -- Whole kronor.
  cost          INTEGER,
  police_report TEXT NOT NULL,
  narrative     TEXT NOT NULL,
  reported_by   TEXT NOT NULL,
  withdrawn     INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_day ON incident (day);

-- A trend that somebody has noticed (*iakttagelse*); without an area it is about the whole municipality.
CREATE TABLE phenomenon (
  id          BLOB PRIMARY KEY NOT NULL,
  unit        BLOB NOT NULL REFERENCES unit (id),
  link        BLOB,
  category    TEXT NOT NULL,
  direction   TEXT NOT NULL,
  first_day   TEXT NOT NULL,
  last_day    TEXT NOT NULL,
  area        BLOB REFERENCES area (id),
  place       TEXT,
  narrative   TEXT NOT NULL,
  reported_by TEXT NOT NULL,
  withdrawn   INTEGER NOT NULL
) STRICT;
CREATE INDEX phenomenon_day ON phenomenon (last_day);
