-- What happens with an intervention: one row for each follow-up, and one for the end where something is said about it.
CREATE TABLE follow_up (
  id           BLOB PRIMARY KEY NOT NULL,
  intervention BLOB NOT NULL REFERENCES intervention (id),
  authority    BLOB NOT NULL REFERENCES authority (id),
  unit         BLOB NOT NULL REFERENCES unit (id),
  held_on      TEXT NOT NULL,
  went         TEXT,
  next_on      TEXT,
  outcome      TEXT,
  by_account   BLOB NOT NULL REFERENCES account (id),
  at           INTEGER NOT NULL,
  body         BLOB NOT NULL,
  wrapped_key  BLOB NOT NULL,
  epoch        INTEGER NOT NULL
) STRICT;
CREATE INDEX follow_up_of_intervention ON follow_up (intervention, at);
CREATE INDEX follow_up_epoch ON follow_up (epoch);

-- The list of a unit begins with what is followed up next.
DROP INDEX intervention_of_unit;
CREATE INDEX intervention_of_unit ON intervention (unit, follow_up);
