//! The invented cases: combinations of what a policy may look at, also those that no workflow reaches.
//!
//! A case has no constructor outside this module, so that nobody can put a real record's facts into one.

use std::collections::BTreeSet;

use domain::{
    Id, LegalDay,
    duty::{Account, Duty, Role},
    person::PersonToken,
    unit::{Agency, Authority, Contact, SecrecyRegime, Unit},
};
use time::Date;

use crate::{
    Action, Actor, Facts, RecordKind, RecordRef,
    record::{Led, Proposed},
};

/// What a core refusal looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// The record is about the reader.
    OwnRecord,
    /// A conflict of interest is recorded.
    Conflict,
    /// Protected personal data, and the reader is no named handler.
    Protected,
    /// A handed-over copy at a unit without secrecy, and no consent names it.
    NoSecrecy,
    /// The duty is not in force.
    ExpiredDuty,
    /// The session has no second factor.
    NoSecondFactor,
}

impl Condition {
    /// All conditions, in the order of the policy file.
    pub const ALL: [Self; 6] = [
        Self::OwnRecord,
        Self::Conflict,
        Self::Protected,
        Self::NoSecrecy,
        Self::ExpiredDuty,
        Self::NoSecondFactor,
    ];
}

/// Where the record lies, seen from the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    OwnUnit,
    SameAuthority,
    OtherAuthority,
}

impl Place {
    const ALL: [Self; 3] = [Self::OwnUnit, Self::SameAuthority, Self::OtherAuthority];
}

/// One invented case: somebody asks for one act on one thing.
#[expect(clippy::struct_excessive_bools, reason = "a case is a set of separate yes-or-no facts")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Case {
    pub(super) action: Action,
    pub(super) role: Role,
    pub(super) place: Place,
    pub(super) side: &'static str,
    pub(super) own_account: bool,
    pub(super) receives: bool,
    pub(super) basis: bool,
    pub(super) proposed: bool,
    pub(super) led: Led,
    pub(super) searches_left: bool,
    holds: bool,
    second_factor: bool,
    pub(super) handles_protected: bool,
    about_reader: bool,
    conflict: bool,
    pub(super) protected: bool,
    pub(super) regime: SecrecyRegime,
    pub(super) consent: bool,
}

const BOTH: [bool; 2] = [false, true];

impl Case {
    /// The cases that are asked about.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for action in Action::ALL.iter().copied() {
            for role in Role::ALL {
                for place in Place::ALL {
                    let plain = Self::plain(action, role, place);
                    let every = plain.with_readers().into_iter().flat_map(Self::with_things);
                    all.extend(every.filter(Self::is_asked));
                }
            }
        }
        all
    }

    /// Every combination of circumstances for the act of reading a concern; for every other act all of at most two
    /// circumstances at once. The core refusals are written for a group of acts, so what three of them do together
    /// they do together for each.
    fn is_asked(&self) -> bool {
        let circumstances = [
            !self.holds,
            !self.second_factor,
            self.handles_protected,
            self.about_reader,
            self.conflict,
            self.protected,
            self.regime != SecrecyRegime::Strong,
            self.consent,
        ];
        self.action == Action::ConcernShow || circumstances.into_iter().filter(|met| *met).count() <= 2
    }

    fn plain(action: Action, role: Role, place: Place) -> Self {
        Self {
            action,
            role,
            place,
            side: "own",
            own_account: false,
            receives: false,
            basis: false,
            proposed: false,
            led: Led::ByUnit,
            searches_left: false,
            holds: true,
            second_factor: true,
            handles_protected: false,
            about_reader: false,
            conflict: false,
            protected: false,
            regime: SecrecyRegime::Strong,
            consent: false,
        }
    }

    fn with_readers(self) -> Vec<Self> {
        let cases = vec![self];
        let cases = each(cases, &BOTH, |case, holds| Self { holds, ..case });
        let cases = each(cases, &BOTH, |case, second_factor| Self { second_factor, ..case });
        each(cases, &BOTH, |case, handles_protected| Self { handles_protected, ..case })
    }

    fn with_things(self) -> Vec<Self> {
        let cases = vec![self];
        match self.action.kind() {
            RecordKind::Unit => {
                let cases = each(cases, &BOTH, |case, receives| Self { receives, ..case });
                let cases = each(cases, &BOTH, |case, basis| Self { basis, ..case });
                let left = if self.action == Action::PersonSearch { &BOTH[..] } else { &BOTH[..1] };
                let cases = each(cases, left, |case, searches_left| Self { searches_left, ..case });
                let cases = each(cases, &["own", "received", "sent"], |case, side| Self { side, ..case });
                let cases = each(cases, &SecrecyRegime::ALL, |case, regime| Self { regime, ..case });
                each(cases, &BOTH, |case, consent| Self { consent, ..case })
            }
            RecordKind::Log | RecordKind::Question | RecordKind::Account => {
                each(cases, &BOTH, |case, own_account| Self { own_account, ..case })
            }
            RecordKind::Proposal => {
                let cases = each(cases, &BOTH, |case, own_account| Self { own_account, ..case });
                let cases = each(cases, &BOTH, |case, proposed| Self { proposed, ..case });
                each(cases, &Led::ALL, |case, led| Self { led, ..case })
            }
            _ => {
                let cases = each(cases, &["sent", "received", "own"], |case, side| Self { side, ..case });
                let cases = each(cases, &BOTH, |case, own_account| Self { own_account, ..case });
                let cases = each(cases, &BOTH, |case, about_reader| Self { about_reader, ..case });
                let cases = each(cases, &BOTH, |case, conflict| Self { conflict, ..case });
                let cases = each(cases, &BOTH, |case, protected| Self { protected, ..case });
                let cases = each(cases, &SecrecyRegime::ALL, |case, regime| Self { regime, ..case });
                each(cases, &BOTH, |case, consent| Self { consent, ..case })
            }
        }
    }

    /// Any case at all: each fact by a draw among so many, also where no list of cases combines them.
    #[cfg(test)]
    pub(super) fn drawn(mut draw: impl FnMut(usize) -> usize) -> Self {
        let action = Action::ALL[draw(Action::ALL.len())];
        let role = Role::ALL[draw(Role::ALL.len())];
        let place = Place::ALL[draw(Place::ALL.len())];
        let mut yes = || draw(2) == 1;
        let case = Self {
            own_account: yes(),
            receives: yes(),
            basis: yes(),
            proposed: yes(),
            searches_left: yes(),
            handles_protected: yes(),
            about_reader: yes() && yes(),
            conflict: yes() && yes(),
            protected: yes() && yes(),
            consent: yes(),
            holds: yes() || yes(),
            second_factor: yes() || yes(),
            ..Self::plain(action, role, place)
        };
        Self {
            side: ["own", "received", "sent"][draw(3)],
            led: Led::ALL[draw(Led::ALL.len())],
            regime: SecrecyRegime::ALL[draw(SecrecyRegime::ALL.len())],
            ..case
        }
    }

    /// The act that is asked for.
    pub fn action(&self) -> Action {
        self.action
    }

    /// Whether a core refusal's condition is met.
    pub fn meets(&self, condition: Condition) -> bool {
        match condition {
            Condition::OwnRecord => self.about_reader,
            Condition::Conflict => self.conflict,
            Condition::Protected => self.protected && !self.handles_protected,
            Condition::NoSecrecy => {
                self.regime == SecrecyRegime::None && self.side == "received" && !self.consent
            }
            Condition::ExpiredDuty => !self.holds,
            Condition::NoSecondFactor => !self.second_factor,
        }
    }

    /// Whether no core refusal's condition is met.
    pub fn is_undisturbed(&self) -> bool {
        !Condition::ALL.iter().any(|condition| self.meets(*condition))
    }

    /// The same case with the condition taken away.
    #[must_use]
    pub fn without(self, condition: Condition) -> Self {
        match condition {
            Condition::OwnRecord => Self { about_reader: false, ..self },
            Condition::Conflict => Self { conflict: false, ..self },
            Condition::Protected => Self { protected: false, ..self },
            Condition::NoSecrecy => Self { regime: SecrecyRegime::Strong, ..self },
            Condition::ExpiredDuty => Self { holds: true, ..self },
            Condition::NoSecondFactor => Self { second_factor: true, ..self },
        }
    }

    /// Reader and thing, made up for this case.
    pub(super) fn facts(&self) -> (Actor, Facts) {
        let reader: Id<Account> = id(1);
        let home = unit(11, 21);
        let there = match self.place {
            Place::OwnUnit => home.clone(),
            Place::SameAuthority => unit(12, 21),
            Place::OtherAuthority => unit(13, 22),
        };
        let author = if self.own_account { reader } else { id(2) };
        let token = PersonToken([7; 32]);
        let record = RecordRef { kind: self.action.kind(), id: id::<Facts>(31).uuid() };
        let facts = Facts {
            side: self.side,
            author: Some(author),
            token: Some(token),
            protected: self.protected,
            consent_until: self.consent.then_some(LegalDay::new(Date::MAX)),
            receives_concerns: self.receives,
            basis_in_force: self.basis,
            searches_left: u32::from(self.searches_left),
            proposed: Some(Proposed { by: if self.proposed { reader } else { id(3) }, led: self.led }),
            ..Facts::of(record, there.authority.id, there.id, self.regime)
        };
        let known =
            |yes: bool| if yes { BTreeSet::from([(there.authority.id, token)]) } else { BTreeSet::new() };
        let actor = Actor {
            account: reader,
            duty: self.duty(reader, home),
            second_factor: self.second_factor,
            own_tokens: known(self.about_reader),
            conflicts: known(self.conflict),
            closed: BTreeSet::new(),
            today: LegalDay::new(Date::MAX),
        };
        (actor, facts)
    }

    fn duty(&self, account: Id<Account>, unit: Unit) -> Duty {
        let first = LegalDay::new(Date::MIN);
        Duty {
            id: id(41),
            account,
            unit,
            role: self.role,
            from: first,
            until: (!self.holds).then_some(first),
            handles_protected: self.handles_protected,
        }
    }
}

fn each<T: Copy>(cases: Vec<Case>, values: &[T], set: impl Fn(Case, T) -> Case) -> Vec<Case> {
    let set = &set;
    cases.into_iter().flat_map(|case| values.iter().map(move |value| set(case, *value))).collect()
}

fn id<T>(number: u8) -> Id<T> {
    Id::from_random([number; 16])
}

fn unit(number: u8, authority: u8) -> Unit {
    Unit {
        id: id(number),
        authority: Authority { id: id(authority), name: String::new(), agency: Agency::Municipality },
        name: String::new(),
        regime: SecrecyRegime::Strong,
        receives_concerns: true,
        contact: Contact::default(),
    }
}
