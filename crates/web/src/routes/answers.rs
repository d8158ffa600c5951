//! What each column gets on a route: statuses and entries, in the few patterns that there are.

/// Who asks, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The counsellor, for whose own report the ids are.
    Counsellor,
    /// The social worker of the receiving unit.
    Worker,
    /// A police liaison.
    Police,
    /// A leisure leader.
    Leisure,
    /// The head of the receiving unit.
    Head,
    /// The SSPF coordinator.
    Coordinator,
    /// The log auditor of the social board.
    Auditor,
    /// A system administrator.
    Administrator,
    /// The crime-prevention strategist.
    Strategist,
    /// A field worker.
    Field,
    /// Nobody signed in.
    Nobody,
}

impl Who {
    /// All columns.
    pub const ALL: [Self; 11] = [
        Self::Counsellor,
        Self::Worker,
        Self::Police,
        Self::Leisure,
        Self::Head,
        Self::Coordinator,
        Self::Auditor,
        Self::Administrator,
        Self::Strategist,
        Self::Field,
        Self::Nobody,
    ];
}

/// What a well-formed call on a thing that exists gets: one answer for those who may, one for the others who are
/// signed in, one for nobody; and how many entries the first two add to the log. Nobody never adds one.
#[derive(Debug, Clone, Copy)]
pub struct Answers {
    /// Those who may.
    who: &'static [Who],
    /// Their status.
    yes: u16,
    /// The others' status.
    no: u16,
    /// The status without a session.
    nobody: u16,
    /// How many entries those who may add.
    owed: u8,
    /// How many the others add.
    owed_by_others: u8,
}

impl Answers {
    /// The status that a column gets.
    pub fn status(&self, who: Who) -> u16 {
        match who {
            Who::Nobody => self.nobody,
            who if self.who.contains(&who) => self.yes,
            _ => self.no,
        }
    }

    /// The entries that a column's call adds.
    pub fn entries(&self, who: Who) -> u8 {
        match who {
            Who::Nobody => 0,
            who if self.who.contains(&who) => self.owed,
            _ => self.owed_by_others,
        }
    }

    /// Those who may, where the answer is the same for the others but what it owes is not.
    pub(super) const fn of(self, who: &'static [Who]) -> Self {
        Self { who, ..self }
    }

    /// With so many entries for everybody who is signed in.
    pub(super) const fn each(self, owed: u8) -> Self {
        Self { owed, owed_by_others: owed, ..self }
    }

    /// With so many entries for those who may.
    pub(super) const fn owing(self, owed: u8) -> Self {
        Self { owed, ..self }
    }

    /// Without a session the answer is a refusal that keeps what was written, not the way to the entrance: so it is
    /// for every form in which somebody wrote more than a word.
    pub(super) const fn keeping_text(self) -> Self {
        Self { nobody: 403, ..self }
    }
}

/// The same for all, and no entry.
pub(super) const fn open(status: u16) -> Answers {
    Answers { who: &[], yes: status, no: status, nobody: status, owed: 0, owed_by_others: 0 }
}

/// A page for everybody who is signed in.
pub(super) const fn signed_in() -> Answers {
    Answers { nobody: 303, ..open(200) }
}

/// A place that everybody may know of: the others hear why not. Each call is recorded.
pub(super) const fn place(who: &'static [Who]) -> Answers {
    Answers { who, yes: 200, no: 403, nobody: 303, owed: 1, owed_by_others: 1 }
}

/// A record: to the others it does not exist. Each call is recorded.
pub(super) const fn record(who: &'static [Who]) -> Answers {
    Answers { no: 404, ..place(who) }
}

/// An act at a place that everybody may know of.
pub(super) const fn act(who: &'static [Who]) -> Answers {
    Answers { yes: 303, ..place(who) }
}

/// An act on a record.
pub(super) const fn act_on(who: &'static [Who]) -> Answers {
    Answers { yes: 303, ..record(who) }
}

/// A form that shows nothing of anybody: only a no is recorded.
pub(super) const fn empty_form(who: &'static [Who]) -> Answers {
    Answers { owed: 0, ..place(who) }
}

/// A form that comes back to everybody who is signed in.
pub(super) const fn again() -> Answers {
    Answers { nobody: 303, ..open(422) }
}
