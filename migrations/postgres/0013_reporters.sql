-- Reporters who are sealed apart (26 kap. 5 § OSL): a private person, or anybody for whom danger is recorded. Where a
-- concern has a row here its own content and cover say nothing of where it came from.
CREATE TABLE reporter (
  concern     UUID PRIMARY KEY NOT NULL REFERENCES concern (id),
  body        BYTEA NOT NULL,
  wrapped_key BYTEA NOT NULL,
  epoch       BIGINT NOT NULL
);
CREATE INDEX reporter_epoch ON reporter (epoch);
