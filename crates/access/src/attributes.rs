//! What the policies may look at: the attributes of a reader's duty and of a thing, as plain values. Nothing else reaches
//! an evaluation, so equal attributes have equal answers.

use domain::Id;
use uuid::Uuid;

use crate::{Action, Actor, Facts, RecordKind, record::Led};

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// One of the product's own words.
    Word(&'static str),
    /// Somebody or something; nobody is an id too, and equal to nobody's.
    Who(Option<Uuid>),
    /// Yes or no.
    Truth(bool),
}

/// Attributes by the names of the schema.
pub(crate) type Attributes = Vec<(&'static str, Value)>;

/// One question, as the policies see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    /// The reader's duty.
    pub(crate) duty: Attributes,
    /// The act.
    pub(crate) action: Action,
    /// The thing's kind, by its name in the schema.
    pub(crate) kind: &'static str,
    /// The thing.
    pub(crate) thing: Attributes,
}

impl Question {
    /// What a reader asks of a thing.
    pub(crate) fn of(actor: &Actor, action: Action, facts: &Facts) -> Self {
        let (kind, thing) = thing(actor, facts);
        Self { duty: duty(actor), action, kind, thing }
    }
}

fn who<T>(id: Id<T>) -> Value {
    Value::Who(Some(id.uuid()))
}

fn duty(actor: &Actor) -> Attributes {
    let duty = &actor.duty;
    vec![
        ("account", who(actor.account)),
        ("role", Value::Word(duty.role.word())),
        ("agency", Value::Word(duty.unit.authority.agency.word())),
        ("authority", who(duty.unit.authority.id)),
        ("unit", who(duty.unit.id)),
        ("holds", Value::Truth(actor.holds())),
        ("secondFactor", Value::Truth(actor.second_factor)),
        ("handlesProtected", Value::Truth(duty.handles_protected)),
    ]
}

fn thing(actor: &Actor, facts: &Facts) -> (&'static str, Attributes) {
    let of_account = || vec![("account", author(facts))];
    let in_log = || vec![("authority", who(facts.authority)), ("account", author(facts))];
    match facts.record.kind {
        RecordKind::Unit => ("Unit", place(actor, facts)),
        RecordKind::Log => ("Log", in_log()),
        RecordKind::Question => ("Question", in_log()),
        RecordKind::Account => ("Account", of_account()),
        RecordKind::Proposal => ("Proposal", proposed(facts)),
        RecordKind::Concern => ("Concern", held(actor, facts)),
        RecordKind::Reporter => ("Reporter", held(actor, facts)),
        RecordKind::Assessment => ("Assessment", held(actor, facts)),
        RecordKind::Intervention => ("Intervention", held(actor, facts)),
        RecordKind::Draft => ("Draft", held(actor, facts)),
        RecordKind::FollowUp => ("FollowUp", held(actor, facts)),
        RecordKind::Consent => ("Consent", held(actor, facts)),
        RecordKind::Referral => ("Referral", held(actor, facts)),
        RecordKind::Person => ("Person", held(actor, facts)),
        RecordKind::Outreach => ("Outreach", held(actor, facts)),
    }
}

fn place(actor: &Actor, facts: &Facts) -> Attributes {
    vec![
        ("authority", who(facts.authority)),
        ("unit", who(facts.unit)),
        ("receivesConcerns", Value::Truth(facts.receives_concerns)),
        ("basisInForce", Value::Truth(facts.basis_in_force)),
        ("searchesLeft", Value::Truth(facts.searches_left > 0)),
        ("regime", Value::Word(facts.regime.word())),
        ("side", Value::Word(facts.side)),
        ("consentNames", Value::Truth(names(actor, facts))),
    ]
}

fn proposed(facts: &Facts) -> Attributes {
    vec![
        ("authority", who(facts.authority)),
        ("unit", who(facts.unit)),
        ("account", author(facts)),
        ("proposer", Value::Who(facts.proposed.map(|proposed| proposed.by.uuid()))),
        ("led", Value::Word(facts.proposed.map_or(Led::ByUnit, |proposed| proposed.led).word())),
    ]
}

fn held(actor: &Actor, facts: &Facts) -> Attributes {
    let at_controller = facts.token.map(|token| (facts.authority, token));
    let known = at_controller.is_some_and(|key| actor.conflicts.contains(&key));
    let about_reader = at_controller.is_some_and(|key| actor.own_tokens.contains(&key));
    vec![
        ("authority", who(facts.authority)),
        ("unit", who(facts.unit)),
        ("regime", Value::Word(facts.regime.word())),
        ("side", Value::Word(facts.side)),
        ("author", author(facts)),
        ("aboutReader", Value::Truth(about_reader)),
        ("conflict", Value::Truth(known || actor.closed.contains(&facts.matter))),
        ("protected", Value::Truth(facts.protected)),
        ("consentNames", Value::Truth(names(actor, facts))),
    ]
}

fn author(facts: &Facts) -> Value {
    Value::Who(facts.author.map(Id::uuid))
}

/// Whether a consent in force on the reader's legal day names the unit.
fn names(actor: &Actor, facts: &Facts) -> bool {
    facts.consent_until.is_some_and(|last| actor.today <= last)
}
