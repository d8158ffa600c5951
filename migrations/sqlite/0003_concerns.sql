-- The thread: what was handed over, the two sides of a concern, what intake decided and offered.
-- Covers are open, everything personal is ciphertext under the record's own key (wrapped_key, epoch).
CREATE TABLE person (
  id          BLOB PRIMARY KEY NOT NULL,
  authority   BLOB NOT NULL REFERENCES authority (id),
  unit        BLOB NOT NULL REFERENCES unit (id),
  token       BLOB,
  protected   INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  body        BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  epoch       INTEGER NOT NULL,
  UNIQUE (authority, token)
) STRICT;
CREATE INDEX person_epoch ON person (epoch);

CREATE TABLE disclosure (
  id          BLOB PRIMARY KEY NOT NULL,
  released_by BLOB NOT NULL REFERENCES account (id),
  duty        BLOB NOT NULL REFERENCES duty (id),
  from_unit   BLOB NOT NULL REFERENCES unit (id),
  to_unit     BLOB NOT NULL REFERENCES unit (id),
  basis       TEXT NOT NULL,
  legal_day   TEXT NOT NULL,
  fields      TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT;

CREATE TABLE concern (
  id               BLOB PRIMARY KEY NOT NULL,
  side             TEXT NOT NULL,
  authority        BLOB NOT NULL REFERENCES authority (id),
  unit             BLOB NOT NULL REFERENCES unit (id),
  dnr              TEXT NOT NULL,
  disclosure       BLOB NOT NULL REFERENCES disclosure (id),
  reporter         BLOB NOT NULL REFERENCES account (id),
  from_agency      TEXT NOT NULL,
  token            BLOB,
  person           BLOB REFERENCES person (id),
  protected        INTEGER NOT NULL,
  guardians_secret INTEGER NOT NULL,
  handed_over_at   INTEGER NOT NULL,
  received_on      TEXT NOT NULL,
  protection       TEXT,
  opening          TEXT,
  version          INTEGER NOT NULL,
  line             BLOB NOT NULL,
  body             BLOB NOT NULL,
  wrapped_key      BLOB NOT NULL,
  epoch            INTEGER NOT NULL
) STRICT;
CREATE INDEX concern_of_unit ON concern (unit, side, handed_over_at);
CREATE INDEX concern_of_reporter ON concern (reporter, side, handed_over_at);
CREATE INDEX concern_epoch ON concern (epoch);

CREATE TABLE assessment (
  id          BLOB PRIMARY KEY NOT NULL,
  concern     BLOB NOT NULL REFERENCES concern (id),
  authority   BLOB NOT NULL REFERENCES authority (id),
  unit        BLOB NOT NULL REFERENCES unit (id),
  stage       TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  by_account  BLOB NOT NULL REFERENCES account (id),
  at          INTEGER NOT NULL,
  body        BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  epoch       INTEGER NOT NULL,
  UNIQUE (concern, stage)
) STRICT;
CREATE INDEX assessment_epoch ON assessment (epoch);

CREATE TABLE intervention (
  id          BLOB PRIMARY KEY NOT NULL,
  concern     BLOB NOT NULL REFERENCES concern (id),
  authority   BLOB NOT NULL REFERENCES authority (id),
  unit        BLOB NOT NULL REFERENCES unit (id),
  token       BLOB,
  protected   INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  state       TEXT NOT NULL,
  outcome     TEXT,
  responsible BLOB NOT NULL REFERENCES account (id),
  follow_up   TEXT NOT NULL,
  offered_at  INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  line        BLOB NOT NULL,
  body        BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  epoch       INTEGER NOT NULL
) STRICT;
CREATE INDEX intervention_of_unit ON intervention (unit, offered_at);
CREATE INDEX intervention_of_concern ON intervention (concern);
CREATE INDEX intervention_epoch ON intervention (epoch);
