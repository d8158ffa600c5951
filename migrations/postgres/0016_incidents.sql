-- What happens where: incidents and what somebody has noticed, by function and never by whom. No table here holds a
-- person. What was reported by mistake is withdrawn and not counted.

CREATE TABLE incident (
  id            UUID PRIMARY KEY NOT NULL,
  -- The unit that it was reported at, or that keeps the link it came through.
  unit          UUID NOT NULL REFERENCES unit (id),
  -- The link it came through, where it did.
  link          UUID,
  -- The day it is counted on: in Sweden, the first.
  day           DATE NOT NULL,
  begins        TIMESTAMPTZ NOT NULL,
  ends          TIMESTAMPTZ NOT NULL,
  category      TEXT NOT NULL,
  stolen        TEXT,
  organised     BOOLEAN,
  influence     TEXT NOT NULL,
  area          UUID NOT NULL REFERENCES area (id),
  place         TEXT NOT NULL,
  owner         TEXT NOT NULL,
  consequence   TEXT NOT NULL,
  -- Whole kronor.
  cost          BIGINT,
  police_report TEXT NOT NULL,
  narrative     TEXT NOT NULL,
  reported_by   TEXT NOT NULL,
  withdrawn     BOOLEAN NOT NULL
);
CREATE INDEX incident_day ON incident (day);

-- A trend that somebody has noticed (*iakttagelse*); without an area it is about the whole municipality.
CREATE TABLE phenomenon (
  id          UUID PRIMARY KEY NOT NULL,
  unit        UUID NOT NULL REFERENCES unit (id),
  link        UUID,
  category    TEXT NOT NULL,
  direction   TEXT NOT NULL,
  first_day   DATE NOT NULL,
  last_day    DATE NOT NULL,
  area        UUID REFERENCES area (id),
  place       TEXT,
  narrative   TEXT NOT NULL,
  reported_by TEXT NOT NULL,
  withdrawn   BOOLEAN NOT NULL
);
CREATE INDEX phenomenon_day ON phenomenon (last_day);
