-- The situation picture: meetings, versions with their problems, surveys, and the plan of measures with its follow-ups.
-- No table here holds a person.

-- A meeting about the situation, or of the SSPF working group: its agenda with what was said, and attendance by function.
CREATE TABLE meeting (
  id      UUID PRIMARY KEY NOT NULL,
  kind    TEXT NOT NULL,
  held_on DATE NOT NULL,
  content TEXT NOT NULL,
  version BIGINT NOT NULL
);
-- One of a kind a day.
CREATE UNIQUE INDEX meeting_once ON meeting (kind, held_on);

-- A version of the picture. What was adopted never changes.
CREATE TABLE picture (
  id         UUID PRIMARY KEY NOT NULL,
  version    BIGINT NOT NULL,
  mapping    TEXT NOT NULL,
  other      TEXT NOT NULL,
  analysis   TEXT NOT NULL,
  follows    DATE,
  adopted_on DATE,
  adopted_at UUID REFERENCES meeting (id),
  revision   BIGINT NOT NULL
);
CREATE UNIQUE INDEX picture_version ON picture (version);

-- What was done points at a problem by its id, which stays from version to version; so it refers to no one row.
ALTER TABLE activity DROP CONSTRAINT activity_problem_fkey;

-- The places that were pointed out by hand become the problems of a first draft, under their ids.
INSERT INTO picture (id, version, mapping, other, analysis, revision)
  SELECT gen_random_uuid(), 1, '', '', '', 1 WHERE EXISTS (SELECT 1 FROM problem);
CREATE TABLE problem_now (
  picture  UUID NOT NULL REFERENCES picture (id),
  id       UUID NOT NULL,
  position BIGINT NOT NULL,
  area     UUID REFERENCES area (id),
  place    TEXT,
  about    TEXT NOT NULL,
  causes   TEXT NOT NULL,
  priority TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (picture, id)
);
INSERT INTO problem_now
  SELECT picture.id, p.id, row_number() OVER (ORDER BY a.name, p.id), p.area, p.place, p.about, '[]', 'second', '[]'
  FROM problem p JOIN area a ON a.id = p.area, picture;
DROP TABLE problem;
ALTER TABLE problem_now RENAME TO problem;

-- What a published survey says: tenths of a percent of a group, in a year.
CREATE TABLE survey_result (
  id       UUID PRIMARY KEY NOT NULL,
  question TEXT NOT NULL,
  year     BIGINT NOT NULL,
  asked    TEXT NOT NULL,
  area     UUID REFERENCES area (id),
  percent  BIGINT NOT NULL,
  source   TEXT NOT NULL
);

-- The plan of measures, out of a version of the picture.
CREATE TABLE action_plan (
  id         UUID PRIMARY KEY NOT NULL,
  picture    UUID NOT NULL REFERENCES picture (id),
  version    BIGINT NOT NULL,
  begun      BIGINT NOT NULL,
  decided_on DATE,
  measures   TEXT NOT NULL,
  revision   BIGINT NOT NULL
);

-- What became of its measures, on a day.
CREATE TABLE plan_follow_up (
  id       UUID PRIMARY KEY NOT NULL,
  plan     UUID NOT NULL REFERENCES action_plan (id),
  on_day   DATE NOT NULL,
  measures TEXT NOT NULL
);
CREATE UNIQUE INDEX plan_follow_up_once ON plan_follow_up (plan, on_day);
