-- Drafts of concerns: the writer's own, under a key of their own, deleted with it.
CREATE TABLE draft (
  id          UUID PRIMARY KEY NOT NULL,
  author      UUID NOT NULL REFERENCES account (id),
  authority   UUID NOT NULL REFERENCES authority (id),
  unit        UUID NOT NULL REFERENCES unit (id),
  saved_at    TIMESTAMPTZ NOT NULL,
  body        BYTEA NOT NULL,
  wrapped_key BYTEA NOT NULL,
  epoch       BIGINT NOT NULL
);
CREATE INDEX draft_of_author ON draft (author, saved_at);
CREATE INDEX draft_saved ON draft (saved_at);
CREATE INDEX draft_epoch ON draft (epoch);
