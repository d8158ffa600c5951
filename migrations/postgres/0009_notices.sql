-- Where a unit hears that there is something new to do, and when it last heard. A mailbox of the unit, of no person.
CREATE TABLE mailbox (
  unit       UUID PRIMARY KEY NOT NULL REFERENCES unit (id),
  address    TEXT NOT NULL,
  noticed_at TIMESTAMPTZ
);
