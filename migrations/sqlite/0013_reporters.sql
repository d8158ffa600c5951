-- Reporters who are sealed apart (26 kap. 5 § OSL): a private person, or anybody for whom danger is recorded. Where a
-- concern has a row here its own content and cover say nothing of where it came from.
CREATE TABLE reporter (
  concern     BLOB PRIMARY KEY NOT NULL REFERENCES concern (id),
  body        BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  epoch       INTEGER NOT NULL
) STRICT;
CREATE INDEX reporter_epoch ON reporter (epoch);
