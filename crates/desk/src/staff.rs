//! The administrator's work: who has an account, and which units there are. It leads to no record.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken, Timestamp,
    duty::{Account, Duty, Proposal},
    personal_number::PersonalNumber,
    unit::{Authority, Contact, SecrecyRegime, Unit},
};

use crate::{
    Desk, Fault,
    desk::Plainly,
    ports::{AccountRow, AccountWrite, StoreFault, Write, Writes},
    question::{Asked, Question, Reading},
    setup::tokens,
    signin::{new_password, new_secret},
    writer::{Applied, Change},
};

/// So long an initial password is taken.
pub(crate) const INITIAL: time::Duration = time::Duration::days(7);

/// Who works here, and where.
pub struct Staff;

/// What the administrator's pages show.
pub struct StaffPage {
    /// Everybody with an account, by name.
    pub people: Vec<Person>,
    /// All units, by name.
    pub units: Vec<Unit>,
    /// The duties that wait for a second person.
    pub proposals: Vec<Proposal>,
}

/// Somebody with an account.
pub struct Person {
    /// The account.
    pub id: Id<Account>,
    /// The user name.
    pub username: String,
    /// The name.
    pub name: String,
    /// The function, in words.
    pub title: String,
    /// The telephone at work.
    pub phone: String,
    /// When the account was closed.
    pub closed: Option<Timestamp>,
    /// Whether the initial password was not changed yet.
    pub initial: bool,
    /// The duties, ended ones included.
    pub duties: Vec<Duty>,
}

#[async_trait]
impl Question for Staff {
    type Answer = StaffPage;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let facts = Facts::of_unit(&reading.actor.duty.unit, false);
        let (slip, pending) = reading.decide_facts::<StaffPage>(Action::PeopleOpen, facts, &[]);
        let (units, rows) = (reading.tx.units().await?, reading.tx.accounts().await?);
        let mut duties = Vec::new();
        for unit in &units {
            duties.extend(reading.tx.duties_at(unit.id).await?);
        }
        let person = |row: AccountRow| Person {
            duties: duties.iter().filter(|duty| duty.account == row.id).cloned().collect(),
            id: row.id,
            username: row.username,
            name: row.name,
            title: row.title,
            phone: row.phone,
            closed: row.closed,
            initial: row.initial_until.is_some(),
        };
        let people = rows.into_iter().map(person).collect();
        let page = StaffPage { people, units, proposals: reading.tx.proposals().await? };
        Ok(Asked {
            slip: Some(slip),
            settle: Box::new(move |stamp, _| {
                let _opened = pending.settle(stamp)?;
                Ok(page)
            }),
        })
    }
}

/// A new colleague.
#[derive(Clone)]
pub struct NewPerson {
    /// The user name.
    pub username: String,
    /// The name.
    pub name: String,
    /// The function, in words.
    pub title: String,
    /// The telephone at work.
    pub phone: String,
    /// The own number, kept as tokens only: nobody opens what is about themselves.
    pub number: PersonalNumber,
}

/// What is shown once and kept nowhere in clear.
pub struct ShownOnce {
    /// The initial password.
    pub password: String,
    /// The secret of the second factor.
    pub secret: Vec<u8>,
}

/// A unit as the administrator writes it.
#[derive(Clone)]
pub struct UnitForm {
    /// Which; none for a new one.
    pub id: Option<Id<Unit>>,
    /// The authority, for a new one. A new authority is a new controller and is made with the program's command.
    pub authority: Option<Id<Authority>>,
    /// The name.
    pub name: String,
    /// The secrecy regime.
    pub regime: SecrecyRegime,
    /// Whom to ring.
    pub contact: Contact,
}

impl Desk {
    /// Opens an account with a password that nobody chose.
    ///
    /// # Errors
    /// [`Fault`]; [`RuleBroken::NameTaken`].
    pub async fn open_account(&self, new: NewPerson) -> Result<ShownOnce, Fault> {
        let id = Id::<Account>::from_random(self.office().keys().chance().bytes());
        let (once, hash, until) = self.initial().await?;
        let username = new.username.clone();
        let row = AccountRow {
            id,
            username: new.username.clone(),
            name: new.name,
            title: new.title,
            phone: new.phone,
            password: hash,
            second_factor: self.office().keys().seal_second_factor(id.uuid(), &once.secret),
            closed: None,
            initial_until: Some(until),
        };
        let mut writes = vec![Write::Account(row)];
        let mut tx = self.office().shared.store.read().await?;
        let tokens = tokens(&mut *tx, self.office().keys(), &new.number).await?;
        drop(tx);
        writes.extend(tokens.into_iter().map(|(authority, token)| Write::OwnToken(id, authority, token)));
        let change = OpenAccount { username, writes };
        self.act(Action::AccountOpen, self.account_of(id), Vec::new(), change).await?;
        Ok(once)
    }

    /// Changes somebody's title and telephone number.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn keep_account(&self, id: Id<Account>, title: String, phone: String) -> Result<(), Fault> {
        let writes = vec![Write::Accounts(AccountWrite::Details(id, title, phone))];
        self.act(Action::AccountKeep, self.account_of(id), Vec::new(), Existing(id, writes)).await
    }

    /// Gives somebody a new initial password and a new second factor, and ends every session of the account and
    /// every duty: whoever made the password has seen it, so the head of the unit renews the duty once the person
    /// is back (artikel 32 GDPR). Handing in a concern stays open.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn reset_account(&self, id: Id<Account>) -> Result<ShownOnce, Fault> {
        let (once, hash, until) = self.initial().await?;
        let factor = self.office().keys().seal_second_factor(id.uuid(), &once.secret);
        let writes = vec![
            Write::Accounts(AccountWrite::Password(id, hash, Some(until))),
            Write::Accounts(AccountWrite::SecondFactor(id, factor)),
            Write::Accounts(AccountWrite::AllSessionsEnded(id)),
        ];
        let change = Reset { id, writes, today: self.today() };
        self.act(Action::AccountReset, self.account_of(id), Vec::new(), change).await?;
        Ok(once)
    }

    /// Closes somebody's account and ends its sessions.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn close_account(&self, id: Id<Account>) -> Result<(), Fault> {
        let writes = vec![Write::CloseAccount(id, self.occasion().now)];
        self.act(Action::AccountClose, self.account_of(id), Vec::new(), Existing(id, writes)).await
    }

    /// Adds a unit or changes one.
    ///
    /// # Errors
    /// [`Fault`]; [`RuleBroken::UnitHoldsRecords`], [`RuleBroken::NameTaken`].
    pub async fn keep_unit(&self, form: UnitForm) -> Result<(), Fault> {
        let units = self.office().shared.store.read().await?.units().await?;
        let known = units.iter().find(|unit| Some(unit.id) == form.id);
        let mut notes = vec![("regime", form.regime.word().to_owned())];
        if let Some(unit) = known {
            notes.extend([("unit", unit.id.to_string()), ("was", unit.regime.word().to_owned())]);
        }
        let own = &self.card().duty.unit;
        let chance = self.office().keys().chance();
        let unit = Id::from_random(chance.bytes());
        let facts = Facts::of_unit(own, false);
        self.act(Action::UnitKeep, facts, notes, KeepUnit { form, unit }).await?;
        // Whom to ring now may have changed.
        self.intake().await.map(|_| ())
    }

    async fn initial(&self) -> Result<(ShownOnce, String, Timestamp), Fault> {
        let chance = self.office().keys().chance();
        let once = ShownOnce { password: new_password(chance), secret: new_secret(chance) };
        let hash = self.office().doorkeeper().hash(once.password.clone()).await?;
        Ok((once, hash, self.occasion().now.plus(INITIAL)))
    }

    fn account_of(&self, id: Id<Account>) -> Facts {
        Facts::of_account(&self.card().duty.unit, id)
    }
}

struct OpenAccount {
    username: String,
    writes: Vec<Write>,
}

#[async_trait]
impl Change for OpenAccount {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        if tx.account_named(&self.username).await?.is_some() {
            return Ok(Err(RuleBroken::NameTaken));
        }
        Plainly(std::mem::take(&mut self.writes)).apply(tx).await
    }
}

/// Writes about an account that is there and open.
struct Existing(Id<Account>, Vec<Write>);

#[async_trait]
impl Change for Existing {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        if tx.account(self.0).await?.is_none_or(|row| row.closed.is_some()) {
            return Ok(Err(RuleBroken::ChangedMeanwhile));
        }
        Plainly(std::mem::take(&mut self.1)).apply(tx).await
    }
}

struct Reset {
    id: Id<Account>,
    writes: Vec<Write>,
    today: LegalDay,
}

#[async_trait]
impl Change for Reset {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let yesterday = LegalDay::new(self.today.date().previous_day().unwrap_or(self.today.date()));
        let duties = tx.duties(self.id).await?;
        // Also what begins later: whoever has seen the new password would wait for it.
        let not_over = duties.iter().filter(|duty| duty.until.is_none_or(|last| last >= self.today));
        self.writes.extend(not_over.map(|duty| Write::EndDuty(duty.id, yesterday)));
        let proposed = tx.proposals().await?.into_iter().filter(|proposal| proposal.duty.account == self.id);
        let gone = proposed.map(|proposal| Write::Accounts(AccountWrite::ProposalGone(proposal.duty.id)));
        self.writes.extend(gone);
        Existing(self.id, std::mem::take(&mut self.writes)).apply(tx).await
    }
}

struct KeepUnit {
    form: UnitForm,
    unit: Id<Unit>,
}

#[async_trait]
impl Change for KeepUnit {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let (form, units) = (self.form.clone(), tx.units().await?);
        let same_name = units.iter().any(|unit| unit.name == form.name && Some(unit.id) != form.id);
        if same_name {
            return Ok(Err(RuleBroken::NameTaken));
        }
        let Some(id) = form.id else { return self.add(tx, &units).await };
        let Some(unit) = units.into_iter().find(|unit| unit.id == id) else {
            return Ok(Err(RuleBroken::ChangedMeanwhile));
        };
        let changes = form.regime != unit.regime;
        let weaker = unit.receives_concerns && form.regime != SecrecyRegime::Strong;
        if weaker || (changes && tx.holds_records(id).await?) {
            return Ok(Err(RuleBroken::UnitHoldsRecords));
        }
        let unit = Unit { name: form.name, regime: form.regime, contact: form.contact, ..unit };
        tx.write(Write::Accounts(AccountWrite::Unit(unit))).await?;
        Ok(Ok(None))
    }
}

impl KeepUnit {
    async fn add(&mut self, tx: &mut dyn Writes, units: &[Unit]) -> Result<Applied, StoreFault> {
        let form = self.form.clone();
        let known = units.iter().map(|unit| &unit.authority);
        let found = known.into_iter().find(|known| Some(known.id) == form.authority).cloned();
        let Some(authority) = found else { return Ok(Err(RuleBroken::ChangedMeanwhile)) };
        let (id, name, regime) = (self.unit, form.name, form.regime);
        let unit = Unit { id, authority, name, regime, receives_concerns: false, contact: form.contact };
        tx.write(Write::Unit(unit)).await?;
        Ok(Ok(None))
    }
}
