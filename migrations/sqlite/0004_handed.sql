-- Consents, and the referrals that units hand over to each other: both sides of each, as of a concern.
CREATE TABLE consent (
  id           BLOB PRIMARY KEY NOT NULL,
  authority    BLOB NOT NULL REFERENCES authority (id),
  unit         BLOB NOT NULL REFERENCES unit (id),
  token        BLOB,
  protected    INTEGER NOT NULL,
  to_unit      BLOB NOT NULL REFERENCES unit (id),
  scopes       TEXT NOT NULL,
  given        TEXT NOT NULL,
  given_on     TEXT NOT NULL,
  valid_until  TEXT NOT NULL,
  withdrawn_at INTEGER,
  noted_by     BLOB NOT NULL REFERENCES account (id),
  noted_at     INTEGER NOT NULL,
  version      INTEGER NOT NULL,
  line         BLOB NOT NULL,
  body         BLOB NOT NULL,
  wrapped_key  BLOB NOT NULL,
  epoch        INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_of_unit ON consent (unit, noted_at);
CREATE INDEX consent_of_person ON consent (authority, token);
CREATE INDEX consent_epoch ON consent (epoch);

CREATE TABLE referral (
  id             BLOB PRIMARY KEY NOT NULL,
  side           TEXT NOT NULL,
  authority      BLOB NOT NULL REFERENCES authority (id),
  unit           BLOB NOT NULL REFERENCES unit (id),
  purpose        TEXT NOT NULL,
  disclosure     BLOB NOT NULL REFERENCES disclosure (id),
  sender         BLOB NOT NULL REFERENCES account (id),
  token          BLOB,
  protected      INTEGER NOT NULL,
  consent        BLOB REFERENCES consent (id),
  intervention   BLOB REFERENCES intervention (id),
  due            TEXT,
  handed_over_at INTEGER NOT NULL,
  state          TEXT NOT NULL,
  reason         TEXT,
  held_until     TEXT,
  version        INTEGER NOT NULL,
  line           BLOB NOT NULL,
  body           BLOB NOT NULL,
  wrapped_key    BLOB NOT NULL,
  epoch          INTEGER NOT NULL,
  UNIQUE (disclosure, side)
) STRICT;
CREATE INDEX referral_of_unit ON referral (unit, side, handed_over_at);
CREATE INDEX referral_of_intervention ON referral (intervention);
CREATE INDEX referral_epoch ON referral (epoch);
