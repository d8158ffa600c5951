-- How often an account has searched for persons on a day of the calendar. The budget is counted here and not in the
-- log, so that of two searches at the same time only one is the last. A new day begins at one.
CREATE TABLE search_count (
  account  BLOB PRIMARY KEY NOT NULL REFERENCES account (id),
  day      TEXT NOT NULL,
  searches INTEGER NOT NULL
) STRICT;
CREATE INDEX concern_of_number ON concern (authority, dnr);
CREATE INDEX concern_of_person ON concern (person);

-- Whether anything that an authority holds about a person says that they are protected.
CREATE INDEX concern_of_token ON concern (authority, token);
CREATE INDEX outreach_of_token ON outreach (authority, token);
CREATE INDEX referral_of_token ON referral (authority, token);
