-- Drafts of concerns: the writer's own, under a key of their own, deleted with it.
CREATE TABLE draft (
  id          BLOB PRIMARY KEY NOT NULL,
  author      BLOB NOT NULL REFERENCES account (id),
  authority   BLOB NOT NULL REFERENCES authority (id),
  unit        BLOB NOT NULL REFERENCES unit (id),
  saved_at    INTEGER NOT NULL,
  body        BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  epoch       INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_of_author ON draft (author, saved_at);
CREATE INDEX draft_saved ON draft (saved_at);
CREATE INDEX draft_epoch ON draft (epoch);
