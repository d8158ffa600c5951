-- The auditor looks for a kind of act, and the rare ones are few among many: without this, all rows were read for them.
CREATE INDEX ledger_entry_class ON ledger_entry (class, idx);
