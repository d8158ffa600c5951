//! The policy engine: the only file that names Cedar.
//!
//! Policies and schema are compiled into the program and validated strictly when it starts. Cedar skips a
//! policy that errors, so an erroring `forbid` would forbid nothing: here any error means no.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};
use ledger::Verdict;
use sha2::{Digest, Sha256};

use crate::{Action, Actor, Facts, RecordKind, RecordRef, record::Led, slip::Ruling};

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The product's policy files, in reading order.
pub(crate) const FILES: [(&str, &str); 8] = [
    ("core.cedar", include_str!("../policies/core.cedar")),
    ("reporters.cedar", include_str!("../policies/reporters.cedar")),
    ("social.cedar", include_str!("../policies/social.cedar")),
    ("handed.cedar", include_str!("../policies/handed.cedar")),
    ("outreach.cedar", include_str!("../policies/outreach.cedar")),
    ("search.cedar", include_str!("../policies/search.cedar")),
    ("log.cedar", include_str!("../policies/log.cedar")),
    ("staff.cedar", include_str!("../policies/staff.cedar")),
];

/// A policy or the schema has a fault. The program does not start with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct PolicyFault {
    /// The file in `crates/access/policies/`.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A policy as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyInfo {
    /// Its `@id`.
    pub id: String,
    /// Its `@lagrum`: the provision.
    pub provision: String,
    /// Whether it forbids.
    pub forbids: bool,
    /// The file it stands in.
    pub file: String,
}

pub(crate) struct Policies {
    set: PolicySet,
    schema: Schema,
    authorizer: Authorizer,
    info: Vec<PolicyInfo>,
    about_reader: HashSet<String>,
    version: String,
}

impl Policies {
    pub(crate) fn parse(files: &[(&str, &str)]) -> Result<Self, PolicyFault> {
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA)
            .map_err(|e| fault("schema.cedarschema", line_of(SCHEMA, &e), &e))?;
        let mut set = PolicySet::new();
        let mut info = Vec::new();
        let mut about_reader = HashSet::new();
        let mut hash = Sha256::new_with_prefix(SCHEMA);
        for (file, text) in files {
            hash.update(text.as_bytes());
            let parsed: PolicySet = text.parse().map_err(|e| parse_fault(file, text, &e))?;
            let validated = Validator::new(schema.clone()).validate(&parsed, ValidationMode::Strict);
            if let Some(error) = validated.validation_errors().next() {
                return Err(fault(file, line_of(text, error), error));
            }
            for policy in parsed.policies() {
                let named = Named::read(file, text, policy)?;
                if policy.annotation("about") == Some("reader") {
                    about_reader.insert(named.0.id.clone());
                }
                let id = PolicyId::new(&named.0.id);
                set.add(policy.new_id(id)).map_err(|e| fault(file, 1, &e))?;
                info.push(named.0);
            }
        }
        let version = hash.finalize().iter().take(6).fold(String::new(), |v, byte| format!("{v}{byte:02x}"));
        Ok(Self { set, schema, authorizer: Authorizer::new(), info, about_reader, version })
    }

    pub(crate) fn info(&self) -> Vec<PolicyInfo> {
        self.info.clone()
    }

    /// The first bytes of a hash over schema and policies: the log names what was decided with.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    pub(crate) fn rule(&self, actor: &Actor, action: Action, facts: &Facts) -> Ruling {
        let known = facts.record.kind.is_known_to_all();
        let Some((allowed, policies)) = self.evaluate(actor, action, facts) else {
            return Ruling::no(Verdict::Refused, vec!["evaluation-error".to_owned()], known);
        };
        if allowed {
            return Ruling { verdict: Verdict::Allowed, policies, explainable: true };
        }
        let about_reader: Vec<String> =
            policies.iter().filter(|id| self.about_reader.contains(*id)).cloned().collect();
        // For a record only what rests on the reader may be said; for a page that everybody knows, all of it.
        match (known, about_reader.is_empty()) {
            (true, _) => Ruling::no(Verdict::Refused, policies, true),
            (false, false) => Ruling::no(Verdict::Refused, about_reader, true),
            (false, true) => Ruling::no(Verdict::Refused, policies, false),
        }
    }

    /// For an id that leads nowhere: the refusals that would meet this reader at any record of the kind.
    pub(crate) fn rule_about_reader(&self, actor: &Actor, action: Action, record: RecordRef) -> Ruling {
        let unit = &actor.duty.unit;
        let nothing = Facts::of(record, unit.authority.id, unit.id, unit.regime);
        let policies =
            self.evaluate(actor, action, &nothing).map(|(_, policies)| policies).unwrap_or_default();
        let about_reader: Vec<String> =
            policies.into_iter().filter(|id| self.about_reader.contains(id)).collect();
        let explainable = !about_reader.is_empty();
        Ruling::no(Verdict::Missing, about_reader, explainable)
    }

    /// Whether the policies allow, and which of them decided. `None` on any error at all.
    fn evaluate(&self, actor: &Actor, action: Action, facts: &Facts) -> Option<(bool, Vec<String>)> {
        let principal = principal(actor)?;
        let resource = resource(actor, facts)?;
        let action = uid("Action", action.word())?;
        let request =
            Request::new(principal.uid(), action, resource.uid(), Context::empty(), Some(&self.schema))
                .ok()?;
        let entities = Entities::from_entities([principal, resource], Some(&self.schema)).ok()?;
        let response = self.authorizer.is_authorized(&request, &self.set, &entities);
        if response.diagnostics().errors().next().is_some() {
            return None;
        }
        let mut policies: Vec<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        policies.sort_unstable();
        Some((response.decision() == Decision::Allow, policies))
    }
}

fn uid(kind: &str, id: &str) -> Option<EntityUid> {
    let kind: EntityTypeName = kind.parse().ok()?;
    Some(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

fn text(value: &(impl ToString + ?Sized)) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_string())
}

fn truth(value: bool) -> RestrictedExpression {
    RestrictedExpression::new_bool(value)
}

fn entity(kind: &str, id: &str, attributes: Vec<(&str, RestrictedExpression)>) -> Option<Entity> {
    let attributes: HashMap<String, RestrictedExpression> =
        attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Entity::new(uid(kind, id)?, attributes, HashSet::new()).ok()
}

fn principal(actor: &Actor) -> Option<Entity> {
    let duty = &actor.duty;
    entity(
        "Duty",
        &duty.id.to_string(),
        vec![
            ("account", text(&actor.account)),
            ("role", text(duty.role.word())),
            ("agency", text(duty.unit.authority.agency.word())),
            ("authority", text(&duty.unit.authority.id)),
            ("unit", text(&duty.unit.id)),
            ("holds", truth(actor.holds())),
            ("secondFactor", truth(actor.second_factor)),
            ("handlesProtected", truth(duty.handles_protected)),
        ],
    )
}

fn resource(actor: &Actor, facts: &Facts) -> Option<Entity> {
    let id = facts.record.id.as_simple().to_string();
    match facts.record.kind {
        RecordKind::Unit => entity("Unit", &id, place(actor, facts)),
        RecordKind::Log | RecordKind::Question => {
            let kind = if facts.record.kind == RecordKind::Log { "Log" } else { "Question" };
            entity(kind, &id, vec![("authority", text(&facts.authority)), ("account", author(facts))])
        }
        RecordKind::Concern => entity("Concern", &id, held(actor, facts)),
        RecordKind::Reporter => entity("Reporter", &id, held(actor, facts)),
        RecordKind::Assessment => entity("Assessment", &id, held(actor, facts)),
        RecordKind::Intervention => entity("Intervention", &id, held(actor, facts)),
        RecordKind::Draft => entity("Draft", &id, held(actor, facts)),
        RecordKind::FollowUp => entity("FollowUp", &id, held(actor, facts)),
        RecordKind::Account => entity("Account", &id, vec![("account", author(facts))]),
        RecordKind::Proposal => entity("Proposal", &id, proposed(facts)),
        RecordKind::Consent => entity("Consent", &id, held(actor, facts)),
        RecordKind::Referral => entity("Referral", &id, held(actor, facts)),
        RecordKind::Person => entity("Person", &id, held(actor, facts)),
        RecordKind::Outreach => entity("Outreach", &id, held(actor, facts)),
    }
}

fn place(actor: &Actor, facts: &Facts) -> Vec<(&'static str, RestrictedExpression)> {
    vec![
        ("authority", text(&facts.authority)),
        ("unit", text(&facts.unit)),
        ("receivesConcerns", truth(facts.receives_concerns)),
        ("basisInForce", truth(facts.basis_in_force)),
        ("searchesLeft", truth(facts.searches_left > 0)),
        ("regime", text(facts.regime.word())),
        ("side", text(facts.side)),
        ("consentNames", truth(names(actor, facts))),
    ]
}

fn proposed(facts: &Facts) -> Vec<(&'static str, RestrictedExpression)> {
    vec![
        ("authority", text(&facts.authority)),
        ("unit", text(&facts.unit)),
        ("account", author(facts)),
        ("proposer", text(&facts.proposed.map(|p| p.by.to_string()).unwrap_or_default())),
        ("led", text(facts.proposed.map_or(Led::ByUnit, |p| p.led).word())),
    ]
}

fn author(facts: &Facts) -> RestrictedExpression {
    text(&facts.author.map(|account| account.to_string()).unwrap_or_default())
}

/// Whether a consent in force on the reader's legal day names the unit.
fn names(actor: &Actor, facts: &Facts) -> bool {
    facts.consent_until.is_some_and(|last| actor.today <= last)
}

fn held(actor: &Actor, facts: &Facts) -> Vec<(&'static str, RestrictedExpression)> {
    let at_controller = facts.token.map(|token| (facts.authority, token));
    let known = at_controller.is_some_and(|key| actor.conflicts.contains(&key));
    vec![
        ("authority", text(&facts.authority)),
        ("unit", text(&facts.unit)),
        ("regime", text(facts.regime.word())),
        ("side", text(facts.side)),
        ("author", author(facts)),
        ("aboutReader", truth(at_controller.is_some_and(|key| actor.own_tokens.contains(&key)))),
        ("conflict", truth(known || actor.closed.contains(&facts.matter))),
        ("protected", truth(facts.protected)),
        ("consentNames", truth(names(actor, facts))),
    ]
}

/// A policy with its name and provision read out; both are demanded.
struct Named(PolicyInfo);

impl Named {
    fn read(file: &str, source: &str, policy: &Policy) -> Result<Self, PolicyFault> {
        let wanted = |key: &str| {
            policy.annotation(key).filter(|value| !value.is_empty()).map(str::to_owned).ok_or_else(|| {
                let line = policy.to_cedar().and_then(|text| position(source, &text)).unwrap_or(1);
                PolicyFault { file: file.to_owned(), line, what: format!("a policy lacks @{key}") }
            })
        };
        Ok(Self(PolicyInfo {
            id: wanted("id")?,
            provision: wanted("lagrum")?,
            forbids: policy.effect() == cedar_policy::Effect::Forbid,
            file: file.to_owned(),
        }))
    }
}

fn position(source: &str, part: &str) -> Option<usize> {
    source.find(part).map(|at| line_at(source, at))
}

fn line_at(source: &str, offset: usize) -> usize {
    source.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn line_of(source: &str, error: &dyn miette::Diagnostic) -> usize {
    error.labels().and_then(|mut labels| labels.next()).map_or(1, |label| line_at(source, label.offset()))
}

fn parse_fault(file: &str, source: &str, errors: &cedar_policy::ParseErrors) -> PolicyFault {
    match errors.iter().next() {
        Some(error) => fault(file, line_of(source, error), error),
        None => fault(file, 1, errors),
    }
}

fn fault(file: &str, line: usize, error: &dyn std::fmt::Display) -> PolicyFault {
    PolicyFault { file: file.to_owned(), line, what: error.to_string() }
}
