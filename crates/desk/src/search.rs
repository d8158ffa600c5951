//! Searching for persons in the own board's register: by number, by registry number, by two whole names (15 §
//! förordningen (2001:637) om behandling av personuppgifter inom socialtjänsten), so many times a day.
//!
//! Who is protected and who is in conflict with the reader is not there: not in the answer, not in its size, not in
//! the entry. Whoever is shown stands in the entry; what was searched for stands there as a token, found or not.

use access::{
    Action, Disclosed, Facts, KeyRing, Pending, Protected, Sealed, Slip, Stamp,
    record::{ConcernLine, FoundPerson},
};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken,
    person::Person,
    search::{MOST, SearchTerm},
    stockholm,
    unit::Unit,
};

use crate::{
    Desk, Fault,
    ports::{SearchWrite, StoreFault, Write, Writes},
    question::Reading,
    writer::{Applied, Change},
};

/// So many searches a day, where the settings say nothing else: more than intake needs, too few to page through a
/// register.
pub const PER_DAY: u32 = 40;

/// The own board's register, as the thing that is decided about before anybody in it.
pub enum Register {}

/// Somebody who was found.
pub struct Hit {
    /// The row in the register; `None` for whoever is in a received concern and not yet assessed.
    pub person: Option<Disclosed<FoundPerson>>,
    /// The unit that has the person's file.
    pub unit: String,
    /// The concerns about them at the own unit.
    pub concerns: Vec<Disclosed<ConcernLine>>,
}

/// What a search came to.
pub enum Found {
    /// More than are shown: the names have to be clearer.
    TooMany,
    /// These, perhaps none.
    Hits(Vec<Hit>),
}

/// A record that waits for the entry, to be shown then.
type Waiting<T> = (Pending<T>, Sealed<T>);

/// Whoever was found, decided about and not yet shown.
struct Candidate {
    person: Option<Waiting<FoundPerson>>,
    unit: String,
    concerns: Vec<Waiting<ConcernLine>>,
}

/// What a search has found before it is recorded.
#[derive(Default)]
struct Sifted {
    slips: Vec<Slip>,
    candidates: Vec<Candidate>,
    is_too_many: bool,
}

impl Desk {
    /// Whether the reader may search for persons now. Only a no is recorded: the empty form shows nobody.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, and when the searches of the day are spent; [`Fault::Unavailable`].
    pub async fn may_search(&self) -> Result<(), Fault> {
        let mut reading = self.reading().await?;
        let (slip, pending) = place(&mut reading).await?;
        drop(reading);
        if slip.allows() {
            return Ok(());
        }
        let stamp = self.office().writer.record(slip).await?;
        pending.settle(&stamp).map(|_| ()).map_err(Fault::from)
    }

    /// Searches. The search is counted and recorded in one commit, before anybody is shown.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, and when the searches of the day are spent; [`Fault::Rule`] when they
    /// were spent at the same time; [`Fault::Unavailable`].
    pub async fn search(&self, term: &SearchTerm) -> Result<Found, Fault> {
        let mut reading = self.reading().await?;
        let (slip, pending) = place(&mut reading).await?;
        let sifted = if slip.allows() { reading.sifted(term).await? } else { Sifted::default() };
        drop(reading);
        let Sifted { slips, candidates, is_too_many } = sifted;
        let outcome = match (is_too_many, candidates.is_empty()) {
            (true, _) => "too_many",
            (false, true) => "none",
            (false, false) => "found",
        };
        let slip = slips.into_iter().fold(slip, Slip::with);
        let slip = slip
            .noting("by", term.word().to_owned())
            .noting("sought", self.sought(term))
            .noting("outcome", outcome.to_owned());
        let (stamp, applied) = self.office().writer.change(slip, Box::new(self.counted())).await?;
        let _permit = pending.settle(&stamp)?;
        applied?;
        if is_too_many {
            return Ok(Found::TooMany);
        }
        shown(candidates, &stamp, &self.office().shared.keys)
    }

    /// How many searches an account has a day.
    pub fn searches_per_day(&self) -> u32 {
        self.office().shared.searches
    }

    /// The token of what was searched for: the same for the same, and nothing that it could be read from.
    fn sought(&self, term: &SearchTerm) -> String {
        let (keys, at) = (self.office().keys(), self.card().duty.unit.authority.id);
        let token = match term {
            SearchTerm::Number(number) => keys.tag("search number", &keys.person_token(at, number).0),
            SearchTerm::Registry(number) => {
                keys.tag("search registry", &[&at.bytes()[..], number.as_str().as_bytes()].concat())
            }
            SearchTerm::Names(names) => {
                keys.tag("search names", &[&at.bytes()[..], names.both().join(" ").as_bytes()].concat())
            }
        };
        access::hex(token.get(..16).unwrap_or_default())
    }

    fn counted(&self) -> Counted {
        let day = stockholm::day(self.occasion().now);
        Counted(Some(SearchWrite { account: self.signature(), day, most: self.searches_per_day() }))
    }
}

/// Whether this reader may search, here and now.
async fn place(reading: &mut Reading<'_>) -> Result<(Slip, Pending<Register>), Fault> {
    let unit = reading.actor.duty.unit.clone();
    let day = stockholm::day(reading.occasion.now);
    let done = reading.tx.searches(reading.actor.account, day).await?;
    let facts =
        Facts { searches_left: reading.shared.searches.saturating_sub(done), ..Facts::of_unit(&unit, false) };
    Ok(reading.decide_facts(Action::PersonSearch, facts, &[]))
}

impl Reading<'_> {
    /// Who fits and may be shown, with the concerns about them at the own unit.
    async fn sifted(&mut self, term: &SearchTerm) -> Result<Sifted, Fault> {
        let own = self.actor.duty.unit.clone();
        let mut sifted = Sifted::default();
        let lines = match term {
            SearchTerm::Names(names) => {
                let register = self.tx.register(own.authority.id).await?;
                let (gate, keys) = (&self.shared.gate, &self.shared.keys);
                let Some(kept) = gate.sift_names(self.asking(), keys, register, (names, MOST))? else {
                    return Ok(Sifted { is_too_many: true, ..sifted });
                };
                let units = self.tx.units().await?;
                for found in kept {
                    self.add(&mut sifted, found, (&own, &units)).await?;
                }
                return Ok(sifted);
            }
            SearchTerm::Number(number) => {
                let token = self.shared.keys.person_token(own.authority.id, number);
                self.tx.others_about(own.id, token, Id::from(uuid::Uuid::nil())).await?
            }
            SearchTerm::Registry(number) => self.tx.concerns_numbered(own.authority.id, number).await?,
        };
        let persons = self.persons(term, &lines, &own).await?;
        // One that is protected hides all that is about the same person.
        if !lines.iter().any(|line| line.cover().protected) {
            self.add_exact(&mut sifted, (persons, lines), &own).await?;
        }
        Ok(sifted)
    }

    /// The rows in the register that a number or a concern leads to.
    async fn persons(
        &mut self,
        term: &SearchTerm,
        lines: &[Sealed<ConcernLine>],
        own: &Unit,
    ) -> Result<Vec<Sealed<FoundPerson>>, Fault> {
        let at = own.authority.id;
        if let SearchTerm::Number(number) = term {
            let token = self.shared.keys.person_token(at, number);
            return Ok(self.tx.registered(at, token).await?.into_iter().collect());
        }
        let mut found = Vec::new();
        for cover in lines.iter().map(Sealed::cover) {
            found.extend(match (cover.token, cover.person) {
                (Some(token), _) => self.tx.registered(at, token).await?,
                (None, Some(person)) => self.tx.found(person).await?,
                (None, None) => None,
            });
        }
        Ok(found)
    }

    /// Adds whoever an exact number led to: a row of the register, or the concerns that none was made for yet.
    async fn add_exact(
        &mut self,
        sifted: &mut Sifted,
        (persons, lines): (Vec<Sealed<FoundPerson>>, Vec<Sealed<ConcernLine>>),
        own: &Unit,
    ) -> Result<(), Fault> {
        let is_registered = !persons.is_empty();
        let units = self.tx.units().await?;
        for found in self.shared.gate.sift(self.asking(), Action::PersonFind, persons) {
            self.add(sifted, found, (own, &units)).await?;
        }
        if !is_registered {
            let here = lines.into_iter().filter(|line| line.cover().unit == own.id).collect();
            let concerns = self.keep(sifted, here);
            if !concerns.is_empty() {
                sifted.candidates.push(Candidate { person: None, unit: own.name.clone(), concerns });
            }
        }
        Ok(())
    }

    /// Adds a row of the register, and the concerns about the same person at the own unit.
    async fn add(
        &mut self,
        sifted: &mut Sifted,
        (slip, person): (Slip, Waiting<FoundPerson>),
        (own, units): (&Unit, &[Unit]),
    ) -> Result<(), Fault> {
        let cover = person.1.cover().clone();
        let lines = match cover.token {
            Some(token) => self.tx.others_about(own.id, token, Id::from(uuid::Uuid::nil())).await?,
            None => self.tx.concerns_of(own.id, Id::<Person>::from(cover.id.uuid())).await?,
        };
        sifted.slips.push(slip.seen_at(self.seen));
        let concerns = self.keep(sifted, lines);
        let unit = units.iter().find(|unit| unit.id == cover.unit).map(|unit| unit.name.clone());
        sifted.candidates.push(Candidate { person: Some(person), unit: unit.unwrap_or_default(), concerns });
        Ok(())
    }

    /// The concerns that this reader may have in a list.
    fn keep(&self, sifted: &mut Sifted, lines: Vec<Sealed<ConcernLine>>) -> Vec<Waiting<ConcernLine>> {
        let kept = self.shared.gate.sift(self.asking(), Action::ConcernList, lines);
        let (slips, waiting): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
        sifted.slips.extend(slips.into_iter().map(|slip: Slip| slip.seen_at(self.seen)));
        waiting
    }
}

/// Opens what was found, against the permits that the entry gives.
fn shown(candidates: Vec<Candidate>, stamp: &Stamp, keys: &KeyRing) -> Result<Found, Fault> {
    let mut hits = Vec::new();
    for Candidate { person, unit, concerns } in candidates {
        let was_registered = person.is_some();
        let person = opened(person.into_iter().collect(), stamp, keys)?.pop();
        let concerns = opened(concerns, stamp, keys)?;
        // Decided again in between, the person may be gone; then so are the concerns.
        if person.is_some() || (!was_registered && !concerns.is_empty()) {
            hits.push(Hit { person, unit, concerns });
        }
    }
    Ok(Found::Hits(hits))
}

fn opened<T: Protected>(
    waiting: Vec<Waiting<T>>,
    stamp: &Stamp,
    keys: &KeyRing,
) -> Result<Vec<Disclosed<T>>, Fault> {
    let mut open = Vec::with_capacity(waiting.len());
    for (pending, sealed) in waiting {
        if let Ok(permit) = pending.settle(stamp) {
            open.push(keys.open(sealed, permit)?);
        }
    }
    Ok(open)
}

/// Counts the search in the writer's transaction, where two at the same time see each other.
struct Counted(Option<SearchWrite>);

#[async_trait]
impl Change for Counted {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(write) = self.0.take() else { return Ok(Ok(None)) };
        match tx.write(Write::Search(write)).await {
            Ok(()) => Ok(Ok(None)),
            Err(StoreFault::Conflict) => Ok(Err(RuleBroken::SearchesSpent)),
            Err(fault) => Err(fault),
        }
    }
}
