//! Agreements on cooperation (*samverkansöverenskommelse*): what municipality and Police, and others with them, have
//! agreed on, and until when. Parties are functions, never persons.

use time::{Date, Duration};

use super::{Unfit, activity::Line};
use crate::{Id, LegalDay};

/// How long before its last day an agreement is to be renewed: two parties each need a meeting to decide.
pub const RENEWAL: Duration = Duration::days(60);
/// The fewest parties.
const FEWEST: usize = 2;

/// What was agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// What it is called.
    pub title: Line,
    /// Who has signed it, as functions.
    pub parties: Vec<Line>,
    /// What it covers.
    pub covers: Line,
    /// Where it lies: a registry and its number.
    pub kept_at: Line,
    /// When it was signed.
    pub signed_on: Date,
    /// The first day that it holds.
    pub from: Date,
    /// The last day; `None` until further notice.
    pub to: Option<Date>,
}

/// An agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    id: Id<Agreement>,
    agreed: Agreed,
    is_replaced: bool,
    version: i64,
}

impl Agreement {
    /// One that was signed.
    ///
    /// # Errors
    /// [`Unfit::NobodyThere`] with fewer than two parties, [`Unfit::Ahead`], [`Unfit::EndsBeforeItBegins`].
    pub fn signed(id: Id<Self>, agreed: Agreed, today: LegalDay) -> Result<Self, Unfit> {
        if agreed.parties.len() < FEWEST {
            return Err(Unfit::NobodyThere);
        }
        if agreed.signed_on > today.date() {
            return Err(Unfit::Ahead);
        }
        if agreed.to.is_some_and(|to| to < agreed.from) {
            return Err(Unfit::EndsBeforeItBegins);
        }
        Ok(Self::stored(id, agreed, false, 1))
    }

    /// One read back from the store.
    pub fn stored(id: Id<Self>, agreed: Agreed, is_replaced: bool, version: i64) -> Self {
        Self { id, agreed, is_replaced, version }
    }

    /// Another one takes its place.
    ///
    /// # Errors
    /// [`Unfit::WrongState`] where that has happened already.
    pub fn replaced(self) -> Result<Self, Unfit> {
        if self.is_replaced {
            return Err(Unfit::WrongState);
        }
        Ok(Self { is_replaced: true, version: self.version + 1, ..self })
    }

    /// Its id.
    pub fn id(&self) -> Id<Self> {
        self.id
    }

    /// What was agreed on.
    pub fn agreed(&self) -> &Agreed {
        &self.agreed
    }

    /// Whether another one has taken its place.
    pub fn is_replaced(&self) -> bool {
        self.is_replaced
    }

    /// Counts the changes.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// Whether it is to be renewed, or has run out without another in its place.
    pub fn is_due(&self, today: LegalDay) -> bool {
        !self.is_replaced && self.agreed.to.is_some_and(|to| to - RENEWAL <= today.date())
    }

    /// Whether it has run out.
    pub fn is_over(&self, today: LegalDay) -> bool {
        self.agreed.to.is_some_and(|to| to < today.date())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn line(text: &str) -> Line {
        Line::new(text).unwrap()
    }

    fn agreed(to: Option<Date>) -> Agreed {
        Agreed {
            title: line("Samverkansöverenskommelse 2022–2024"),
            parties: vec![line("Kommunstyrelsens ordförande"), line("Lokalpolisområdeschef")],
            covers: line("Brottsförebyggande och trygghetsskapande arbete"),
            kept_at: line("Kommunens diarium 2022/310"),
            signed_on: date!(2022 - 02 - 14),
            from: date!(2022 - 03 - 01),
            to,
        }
    }

    fn on(day: Date) -> LegalDay {
        LegalDay::new(day)
    }

    fn signed(agreed: Agreed) -> Result<Agreement, Unfit> {
        Agreement::signed(Id::from_random([1; 16]), agreed, on(date!(2023 - 11 - 30)))
    }

    #[test]
    fn two_functions_sign_and_it_ends_after_it_begins() {
        assert!(signed(agreed(None)).is_ok());
        let alone = Agreed { parties: vec![line("Polisen")], ..agreed(None) };
        assert_eq!(signed(alone), Err(Unfit::NobodyThere));
        assert_eq!(signed(agreed(Some(date!(2022 - 02 - 28)))), Err(Unfit::EndsBeforeItBegins));
        let ahead = Agreed { signed_on: date!(2023 - 12 - 01), ..agreed(None) };
        assert_eq!(signed(ahead), Err(Unfit::Ahead));
    }

    #[test]
    fn it_is_due_sixty_days_before_its_last_day_until_another_takes_its_place() {
        let one = signed(agreed(Some(date!(2024 - 02 - 29)))).unwrap();
        assert!(!one.is_due(on(date!(2023 - 12 - 30))) && one.is_due(on(date!(2023 - 12 - 31))));
        assert!(one.is_due(on(date!(2024 - 03 - 01))) && one.is_over(on(date!(2024 - 03 - 01))));
        let replaced = one.replaced().unwrap();
        assert!(!replaced.is_due(on(date!(2024 - 02 - 01))) && replaced.version() == 2);
        assert_eq!(replaced.replaced(), Err(Unfit::WrongState));
        assert!(!signed(agreed(None)).unwrap().is_due(on(date!(2099 - 01 - 01))), "until further notice");
    }
}
