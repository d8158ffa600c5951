-- Consents, and the referrals that units hand over to each other: both sides of each, as of a concern.
CREATE TABLE consent (
  id           UUID PRIMARY KEY NOT NULL,
  authority    UUID NOT NULL REFERENCES authority (id),
  unit         UUID NOT NULL REFERENCES unit (id),
  token        BYTEA,
  protected    BOOLEAN NOT NULL,
  to_unit      UUID NOT NULL REFERENCES unit (id),
  scopes       TEXT NOT NULL,
  given        TEXT NOT NULL,
  given_on     DATE NOT NULL,
  valid_until  DATE NOT NULL,
  withdrawn_at TIMESTAMPTZ,
  noted_by     UUID NOT NULL REFERENCES account (id),
  noted_at     TIMESTAMPTZ NOT NULL,
  version      BIGINT NOT NULL,
  line         BYTEA NOT NULL,
  body         BYTEA NOT NULL,
  wrapped_key  BYTEA NOT NULL,
  epoch        BIGINT NOT NULL
);
CREATE INDEX consent_of_unit ON consent (unit, noted_at);
CREATE INDEX consent_of_person ON consent (authority, token);
CREATE INDEX consent_epoch ON consent (epoch);

CREATE TABLE referral (
  id             UUID PRIMARY KEY NOT NULL,
  side           TEXT NOT NULL,
  authority      UUID NOT NULL REFERENCES authority (id),
  unit           UUID NOT NULL REFERENCES unit (id),
  purpose        TEXT NOT NULL,
  disclosure     UUID NOT NULL REFERENCES disclosure (id),
  sender         UUID NOT NULL REFERENCES account (id),
  token          BYTEA,
  protected      BOOLEAN NOT NULL,
  consent        UUID REFERENCES consent (id),
  intervention   UUID REFERENCES intervention (id),
  due            DATE,
  handed_over_at TIMESTAMPTZ NOT NULL,
  state          TEXT NOT NULL,
  reason         TEXT,
  held_until     DATE,
  version        BIGINT NOT NULL,
  line           BYTEA NOT NULL,
  body           BYTEA NOT NULL,
  wrapped_key    BYTEA NOT NULL,
  epoch          BIGINT NOT NULL,
  UNIQUE (disclosure, side)
);
CREATE INDEX referral_of_unit ON referral (unit, side, handed_over_at);
CREATE INDEX referral_of_intervention ON referral (intervention);
CREATE INDEX referral_epoch ON referral (epoch);
