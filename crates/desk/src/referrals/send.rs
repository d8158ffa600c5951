//! Sending a referral: what it stands on is found out, decided, and both sides are written in one commit.

use access::{Action, Facts, RecordKind, Sealed, record::ReferralLine};
use domain::{
    Id, RuleBroken,
    concern::{Reporter, Side},
    disclosure::{Disclosure, Field},
    referral::{Matter, Referral, ReferralCover, Rests, State},
    unit::Unit,
};

use super::{Ground, NewReferral};
use crate::{
    Desk, Fault,
    once::Once,
    ports::{ConsentWrite, ReferralWrite, SealedGroups, Write},
};

/// The addressee of a referral, as the thing that is decided about.
enum Receiver {}

/// What a referral stands on, found out before it is decided about.
struct Standing {
    carries: bool,
    basis: String,
    rests: Option<Rests>,
    noted: Option<Write>,
}

impl Desk {
    /// Hands a referral over. Returns the id of the sender's own record.
    ///
    /// # Errors
    /// [`Fault::Refused`] when role, unit or ground do not allow it, [`Fault::Rule`] when a consent does not carry or
    /// the form was used for something else, [`Fault::Unavailable`] when it could not be written.
    pub async fn refer(&self, new: NewReferral) -> Result<Id<Referral>, Fault> {
        let to = self.other_units().await?.into_iter().find(|unit| unit.id == new.to);
        let to = to.ok_or(RuleBroken::NoBasis)?;
        let standing = self.standing(&new, &to).await?;
        let matter = self.matter(&new);
        let facts = Facts {
            side: Side::Received.word(),
            consent_until: standing.rests.and_then(|rests| rests.until),
            ..Facts::of_unit(&to, standing.carries)
        };
        let (slip, pending) =
            self.reading().await?.decide_facts::<Receiver>(Action::ReferralSend, facts, &[]);
        let fields = fields(&matter);
        let slip = slip
            .on_basis(standing.basis.clone())
            .noting("fields", fields.iter().map(|field| field.word()).collect::<Vec<_>>().join(" "))
            .noting("to", to.id.to_string());
        let once = self.both_sides(&new, &to, &matter, standing)?;
        let (stamp, applied) = self.office().writer.change(slip, Box::new(once)).await?;
        let _permit = pending.settle(&stamp)?;
        let sent = applied?.map(Id::from).ok_or(Fault::Unavailable)?;
        self.office().bell().ring(to.id);
        Ok(sent)
    }

    async fn standing(&self, new: &NewReferral, to: &Unit) -> Result<Standing, Fault> {
        let none = Standing { carries: false, basis: String::new(), rests: None, noted: None };
        Ok(match &new.ground {
            Ground::OwnTask => Standing {
                carries: to.authority.id == self.card().duty.unit.authority.id,
                basis: self.version_of("own-task"),
                ..none
            },
            Ground::Nobody => {
                let carries = !new.purpose.names_somebody() && new.about.is_none();
                Standing { carries, basis: "utan personuppgifter".to_owned(), ..none }
            }
            Ground::Consent(id) => {
                let known = self.reading().await?.tx.consent(*id).await?;
                let cover = known.as_ref().map(Sealed::cover);
                let names = cover.filter(|cover| {
                    cover.to == to.id
                        && cover.unit == self.card().duty.unit.id
                        && cover.in_force(self.today())
                        && cover.scopes.iter().any(|scope| new.purpose.scopes().contains(scope))
                });
                let rests = names.map(|cover| Rests { consent: cover.id, until: cover.last_day() });
                Standing { carries: rests.is_some(), basis: self.version_of("consent"), rests, ..none }
            }
            Ground::Noted(consent) => {
                let (cover, groups) = self.noted(consent, to)?;
                let rests = Some(Rests { consent: cover.id, until: cover.last_day() });
                let noted = Some(Write::Consent(ConsentWrite::New(cover, groups)));
                Standing { carries: true, basis: self.version_of("consent"), rests, noted }
            }
        })
    }

    fn version_of(&self, basis: &str) -> String {
        self.office().law().basis(basis, self.today()).map(domain::law::Basis::version).unwrap_or_default()
    }

    fn matter(&self, new: &NewReferral) -> Matter {
        let card = self.card();
        let function = format!("{}, {}, {}", card.title, card.duty.unit.authority.name, card.duty.unit.name);
        Matter {
            about: new.about.clone(),
            what: new.what.clone(),
            background: new.background.clone(),
            sender: Reporter { name: card.name.clone(), function, phone: card.phone.clone() },
        }
    }

    /// Everything that handing a referral over writes.
    fn both_sides(
        &self,
        new: &NewReferral,
        to: &Unit,
        matter: &Matter,
        standing: Standing,
    ) -> Result<Once, Fault> {
        let duty = &self.card().duty;
        let disclosure = Disclosure {
            id: Id::from_random(self.office().keys().chance().bytes()),
            released_by: duty.account,
            duty: duty.id,
            from: duty.unit.id,
            to: to.id,
            basis: standing.basis,
            day: self.today(),
            fields: fields(matter),
            at: self.occasion().now,
        };
        let sent = self.one_side((Side::Sent, &duty.unit), &disclosure, new, matter)?;
        let received = self.one_side((Side::Received, to), &disclosure, new, matter)?;
        let used = self.form_use(matter, sent.0.id.uuid());
        let before = standing.rests.map(|rests| rests.consent).filter(|_| standing.noted.is_none());
        let mut writes: Vec<Write> = standing.noted.into_iter().collect();
        writes.push(Write::Disclosure(disclosure));
        for (cover, groups) in [sent, received] {
            let cover = ReferralCover { consent: standing.rests, ..cover };
            writes.push(Write::Referral(ReferralWrite::New(cover, groups)));
        }
        Ok(Once::new(new.form, used, writes).resting_on(before, self.today()))
    }

    fn one_side(
        &self,
        (side, unit): (Side, &Unit),
        disclosure: &Disclosure,
        new: &NewReferral,
        matter: &Matter,
    ) -> Result<(ReferralCover, SealedGroups), Fault> {
        let keys = self.office().keys();
        let id = Id::<Referral>::from_random(keys.chance().bytes());
        let cover = ReferralCover {
            id,
            side,
            authority: unit.authority.id,
            unit: unit.id,
            purpose: new.purpose,
            disclosure: disclosure.id,
            sender: disclosure.released_by,
            token: new.number.as_ref().map(|number| keys.person_token(unit.authority.id, number)),
            protected: new.protected,
            consent: None,
            intervention: new.intervention.filter(|_| side == Side::Sent),
            due: new.due,
            handed_over: disclosure.at,
            state: State::Sent,
            version: 1,
        };
        let key = keys.new_record(RecordKind::Referral, id.uuid());
        let sealed = || -> Result<SealedGroups, access::crypto::DoesNotOpen> {
            let name = matter.about.as_ref().map_or("", |about| about.name.as_str()).to_owned();
            let line = Some(key.seal::<ReferralLine>(&name)?);
            Ok(SealedGroups { line, body: key.seal::<Referral>(matter)?, key: key.wrapped() })
        };
        Ok((cover, sealed().map_err(|_| access::keys::OpenFault::Damaged)?))
    }
}

/// Which fields leave.
fn fields(matter: &Matter) -> Vec<Field> {
    let about = matter.about.as_ref();
    let left = [
        (Field::Name, about.is_some()),
        (Field::Number, about.is_some_and(|about| about.number.is_some())),
        (Field::Request, true),
        (Field::Background, matter.background.is_some()),
        (Field::Reporter, true),
    ];
    left.into_iter().filter(|(_, leaves)| *leaves).map(|(field, _)| field).collect()
}
