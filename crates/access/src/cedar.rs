//! The policy engine: the only file that names Cedar.
//!
//! Policies and schema are compiled into the program and validated strictly when it starts. Cedar skips a
//! policy that errors, so an erroring `forbid` would forbid nothing: here any error means no.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};
use ledger::Verdict;
use sha2::{Digest, Sha256};

use crate::{
    Action, Actor, Facts, RecordRef,
    attributes::{Attributes, Question, Value},
    slip::Ruling,
};

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The product's policy files, in reading order.
pub(crate) const FILES: [(&str, &str); 9] = [
    ("core.cedar", include_str!("../policies/core.cedar")),
    ("reporters.cedar", include_str!("../policies/reporters.cedar")),
    ("social.cedar", include_str!("../policies/social.cedar")),
    ("handed.cedar", include_str!("../policies/handed.cedar")),
    ("outreach.cedar", include_str!("../policies/outreach.cedar")),
    ("search.cedar", include_str!("../policies/search.cedar")),
    ("log.cedar", include_str!("../policies/log.cedar")),
    ("staff.cedar", include_str!("../policies/staff.cedar")),
    ("commons.cedar", include_str!("../policies/commons.cedar")),
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
    version: Arc<str>,
    answers: Mutex<HashMap<Question, Option<Answer>>>,
}

/// Whether the policies allow, and which of them decided.
type Answer = (bool, Vec<String>);

/// So many answers are remembered at once; then all are forgotten and worked out anew.
const REMEMBERED: usize = 4096;

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
        Ok(Self {
            set,
            schema,
            authorizer: Authorizer::new(),
            info,
            about_reader,
            version: version.into(),
            answers: Mutex::default(),
        })
    }

    pub(crate) fn info(&self) -> Vec<PolicyInfo> {
        self.info.clone()
    }

    /// The first bytes of a hash over schema and policies: the log names what was decided with.
    pub(crate) fn version(&self) -> &Arc<str> {
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

    /// Whether the policies allow, and which of them decided. `None` on any error at all. What was asked before is
    /// remembered by everything that went into it: a list's rows are mostly the same question.
    fn evaluate(&self, actor: &Actor, action: Action, facts: &Facts) -> Option<Answer> {
        let question = Question::of(actor, action, facts);
        let known = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&question) {
            return answer.clone();
        }
        let answer = self.answer(&question);
        let mut answers = known();
        if answers.len() >= REMEMBERED {
            answers.clear();
        }
        answers.insert(question, answer.clone());
        answer
    }

    fn answer(&self, question: &Question) -> Option<Answer> {
        let duty = entity("Duty", &question.duty)?;
        let thing = entity(question.kind, &question.thing)?;
        let action = uid("Action", question.action.word())?;
        let context = Context::empty();
        let request = Request::new(duty.uid(), action, thing.uid(), context, Some(&self.schema)).ok()?;
        let entities = Entities::from_entities([duty, thing], Some(&self.schema)).ok()?;
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

/// An entity of the schema. Policies never name one, so it bears no id of its own.
fn entity(kind: &str, attributes: &Attributes) -> Option<Entity> {
    let attributes: HashMap<String, RestrictedExpression> =
        attributes.iter().map(|(name, value)| ((*name).to_owned(), expression(*value))).collect();
    Entity::new(uid(kind, "it")?, attributes, HashSet::new()).ok()
}

fn expression(value: Value) -> RestrictedExpression {
    match value {
        Value::Word(word) => RestrictedExpression::new_string(word.to_owned()),
        Value::Who(id) => RestrictedExpression::new_string(id.map(|id| id.to_string()).unwrap_or_default()),
        Value::Truth(truth) => RestrictedExpression::new_bool(truth),
    }
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
