-- What happens with an intervention: one row for each follow-up, and one for the end where something is said about it.
CREATE TABLE follow_up (
  id           UUID PRIMARY KEY NOT NULL,
  intervention UUID NOT NULL REFERENCES intervention (id),
  authority    UUID NOT NULL REFERENCES authority (id),
  unit         UUID NOT NULL REFERENCES unit (id),
  held_on      DATE NOT NULL,
  went         TEXT,
  next_on      DATE,
  outcome      TEXT,
  by_account   UUID NOT NULL REFERENCES account (id),
  at           TIMESTAMPTZ NOT NULL,
  body         BYTEA NOT NULL,
  wrapped_key  BYTEA NOT NULL,
  epoch        BIGINT NOT NULL
);
CREATE INDEX follow_up_of_intervention ON follow_up (intervention, at);
CREATE INDEX follow_up_epoch ON follow_up (epoch);

-- The list of a unit begins with what is followed up next.
DROP INDEX intervention_of_unit;
CREATE INDEX intervention_of_unit ON intervention (unit, follow_up);
