-- The thread: what was handed over, the two sides of a concern, what intake decided and offered.
-- Covers are open, everything personal is ciphertext under the record's own key (wrapped_key, epoch).
CREATE TABLE person (
  id          UUID PRIMARY KEY NOT NULL,
  authority   UUID NOT NULL REFERENCES authority (id),
  unit        UUID NOT NULL REFERENCES unit (id),
  token       BYTEA,
  protected   BOOLEAN NOT NULL,
  created_at  TIMESTAMPTZ NOT NULL,
  body        BYTEA NOT NULL,
  wrapped_key BYTEA NOT NULL,
  epoch       BIGINT NOT NULL,
  UNIQUE (authority, token)
);
CREATE INDEX person_epoch ON person (epoch);

CREATE TABLE disclosure (
  id          UUID PRIMARY KEY NOT NULL,
  released_by UUID NOT NULL REFERENCES account (id),
  duty        UUID NOT NULL REFERENCES duty (id),
  from_unit   UUID NOT NULL REFERENCES unit (id),
  to_unit     UUID NOT NULL REFERENCES unit (id),
  basis       TEXT NOT NULL,
  legal_day   DATE NOT NULL,
  fields      TEXT NOT NULL,
  at          TIMESTAMPTZ NOT NULL
);

CREATE TABLE concern (
  id               UUID PRIMARY KEY NOT NULL,
  side             TEXT NOT NULL,
  authority        UUID NOT NULL REFERENCES authority (id),
  unit             UUID NOT NULL REFERENCES unit (id),
  dnr              TEXT NOT NULL,
  disclosure       UUID NOT NULL REFERENCES disclosure (id),
  reporter         UUID NOT NULL REFERENCES account (id),
  from_agency      TEXT NOT NULL,
  token            BYTEA,
  person           UUID REFERENCES person (id),
  protected        BOOLEAN NOT NULL,
  guardians_secret BOOLEAN NOT NULL,
  handed_over_at   TIMESTAMPTZ NOT NULL,
  received_on      DATE NOT NULL,
  protection       TEXT,
  opening          TEXT,
  version          BIGINT NOT NULL,
  line             BYTEA NOT NULL,
  body             BYTEA NOT NULL,
  wrapped_key      BYTEA NOT NULL,
  epoch            BIGINT NOT NULL
);
CREATE INDEX concern_of_unit ON concern (unit, side, handed_over_at);
CREATE INDEX concern_of_reporter ON concern (reporter, side, handed_over_at);
CREATE INDEX concern_epoch ON concern (epoch);

CREATE TABLE assessment (
  id          UUID PRIMARY KEY NOT NULL,
  concern     UUID NOT NULL REFERENCES concern (id),
  authority   UUID NOT NULL REFERENCES authority (id),
  unit        UUID NOT NULL REFERENCES unit (id),
  stage       TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  by_account  UUID NOT NULL REFERENCES account (id),
  at          TIMESTAMPTZ NOT NULL,
  body        BYTEA NOT NULL,
  wrapped_key BYTEA NOT NULL,
  epoch       BIGINT NOT NULL,
  UNIQUE (concern, stage)
);
CREATE INDEX assessment_epoch ON assessment (epoch);

CREATE TABLE intervention (
  id          UUID PRIMARY KEY NOT NULL,
  concern     UUID NOT NULL REFERENCES concern (id),
  authority   UUID NOT NULL REFERENCES authority (id),
  unit        UUID NOT NULL REFERENCES unit (id),
  token       BYTEA,
  protected   BOOLEAN NOT NULL,
  kind        TEXT NOT NULL,
  state       TEXT NOT NULL,
  outcome     TEXT,
  responsible UUID NOT NULL REFERENCES account (id),
  follow_up   DATE NOT NULL,
  offered_at  TIMESTAMPTZ NOT NULL,
  version     BIGINT NOT NULL,
  line        BYTEA NOT NULL,
  body        BYTEA NOT NULL,
  wrapped_key BYTEA NOT NULL,
  epoch       BIGINT NOT NULL
);
CREATE INDEX intervention_of_unit ON intervention (unit, offered_at);
CREATE INDEX intervention_of_concern ON intervention (concern);
CREATE INDEX intervention_epoch ON intervention (epoch);
