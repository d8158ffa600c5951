-- The situation picture: meetings, versions with their problems, surveys, and the plan of measures with its follow-ups.
-- No table here holds a person.

-- A meeting about the situation, or of the SSPF working group: its agenda with what was said, and attendance by function.
CREATE TABLE meeting (
  id      BLOB PRIMARY KEY NOT NULL,
  kind    TEXT NOT NULL,
  held_on TEXT NOT NULL,
  content TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
-- One of a kind a day.
CREATE UNIQUE INDEX meeting_once ON meeting (kind, held_on);

-- A version of the picture. What was adopted never changes.
CREATE TABLE picture (
  id         BLOB PRIMARY KEY NOT NULL,
  version    INTEGER NOT NULL,
  mapping    TEXT NOT NULL,
  other      TEXT NOT NULL,
  analysis   TEXT NOT NULL,
  follows    TEXT,
  adopted_on TEXT,
  adopted_at BLOB REFERENCES meeting (id),
  revision   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX picture_version ON picture (version);

-- What was done points at a problem by its id, which stays from version to version; so it refers to no one row.
CREATE TABLE activity_now (
  id       BLOB PRIMARY KEY NOT NULL,
  done_on  TEXT NOT NULL,
  row_key  TEXT,
  problem  BLOB,
  form     TEXT NOT NULL
) STRICT;
INSERT INTO activity_now SELECT id, done_on, row_key, problem, form FROM activity;
DROP TABLE activity;
ALTER TABLE activity_now RENAME TO activity;
CREATE INDEX activity_day ON activity (done_on);

-- The places that were pointed out by hand become the problems of a first draft, under their ids.
INSERT INTO picture (id, version, mapping, other, analysis, revision)
  SELECT randomblob(16), 1, '', '', '', 1 WHERE EXISTS (SELECT 1 FROM problem);
CREATE TABLE problem_now (
  picture  BLOB NOT NULL REFERENCES picture (id),
  id       BLOB NOT NULL,
  position INTEGER NOT NULL,
  area     BLOB REFERENCES area (id),
  place    TEXT,
  about    TEXT NOT NULL,
  causes   TEXT NOT NULL,
  priority TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (picture, id)
) STRICT;
INSERT INTO problem_now
  SELECT picture.id, p.id, row_number() OVER (ORDER BY a.name, p.id), p.area, p.place, p.about, '[]', 'second', '[]'
  FROM problem p JOIN area a ON a.id = p.area, picture;
DROP TABLE problem;
ALTER TABLE problem_now RENAME TO problem;

-- What a published survey says: tenths of a percent of a group, in a year.
CREATE TABLE survey_result (
  id       BLOB PRIMARY KEY NOT NULL,
  question TEXT NOT NULL,
  year     INTEGER NOT NULL,
  asked    TEXT NOT NULL,
  area     BLOB REFERENCES area (id),
  percent  INTEGER NOT NULL,
  source   TEXT NOT NULL
) STRICT;

-- The plan of measures, out of a version of the picture.
CREATE TABLE action_plan (
  id         BLOB PRIMARY KEY NOT NULL,
  picture    BLOB NOT NULL REFERENCES picture (id),
  version    INTEGER NOT NULL,
  begun      INTEGER NOT NULL,
  decided_on TEXT,
  measures   TEXT NOT NULL,
  revision   INTEGER NOT NULL
) STRICT;

-- What became of its measures, on a day.
CREATE TABLE plan_follow_up (
  id       BLOB PRIMARY KEY NOT NULL,
  plan     BLOB NOT NULL REFERENCES action_plan (id),
  on_day   TEXT NOT NULL,
  measures TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_follow_up_once ON plan_follow_up (plan, on_day);
