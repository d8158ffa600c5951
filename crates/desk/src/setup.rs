//! Setting up: authorities, units, accounts, duties, conflicts of interest. By the commands of the program, under
//! the writer's lock, each change with an entry of its own. No page leads here.

use std::sync::Arc;

use access::{KeyRing, logbook::Command};
use domain::{
    Id, LegalDay,
    duty::{Account, Duty, Role},
    person::PersonToken,
    personal_number::PersonalNumber,
    unit::{Agency, Authority, Contact, SecrecyRegime, Unit},
};

use crate::{
    Clock, Fault,
    ports::{AccountRow, Installation, Reads, Store, StoreFault, Write},
    signin::hash_password,
    staff::INITIAL,
    writer::{Edge, record_rows, remember},
};

/// Sets things up, one change at a time.
pub struct Setup {
    store: Arc<dyn Store>,
    keys: KeyRing,
    clock: Arc<dyn Clock>,
}

/// A new account.
pub struct NewAccount {
    /// The user name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The person's function, in words.
    pub title: String,
    /// The telephone at work.
    pub phone: String,
    /// The password.
    pub password: String,
    /// The secret of the second factor, 20 bytes.
    pub second_factor: Vec<u8>,
    /// Whether the password is an initial one, to be changed before anything else.
    pub initial: bool,
    /// The person's own number, so that their own record is refused.
    pub number: Option<PersonalNumber>,
}

/// Somebody's token at every authority.
pub(crate) async fn tokens(
    tx: &mut dyn Reads,
    keys: &KeyRing,
    number: &PersonalNumber,
) -> Result<Vec<(Id<Authority>, PersonToken)>, StoreFault> {
    let units = tx.units().await?;
    let mut authorities: Vec<Id<Authority>> = units.into_iter().map(|unit| unit.authority.id).collect();
    authorities.sort_unstable();
    authorities.dedup();
    Ok(authorities.into_iter().map(|id| (id, keys.person_token(id, number))).collect())
}

impl Setup {
    /// On a store that nobody else writes to.
    pub fn new(store: Arc<dyn Store>, keys: KeyRing, clock: Arc<dyn Clock>) -> Self {
        Self { store, keys, clock }
    }

    /// The randomness that new things are made with.
    pub fn chance(&self) -> &dyn access::Chance {
        self.keys.chance()
    }

    /// Names the installation in an empty database.
    ///
    /// # Errors
    /// [`Fault::Store`] when it is named already.
    pub async fn installation(&self, demo: Option<String>) -> Result<(), Fault> {
        let id = self.keys.installation().to_owned();
        self.apply("installation.name", None, vec![Write::Installation(Installation { id, demo })]).await
    }

    /// Adds a unit, and its authority where it is new.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store says no.
    pub async fn unit(&self, agency: Agency, authority: &str, unit: NewUnit) -> Result<Id<Unit>, Fault> {
        let known = self.store.read().await?.units().await?;
        let found =
            known.iter().map(|unit| &unit.authority).find(|a| a.name == authority && a.agency == agency);
        let mut writes = Vec::new();
        let authority = if let Some(found) = found {
            found.clone()
        } else {
            let new = Authority { id: self.id(), name: authority.to_owned(), agency };
            writes.push(Write::Authority(new.clone()));
            new
        };
        let NewUnit { name, regime, receives_concerns, contact } = unit;
        let unit = Unit { id: self.id(), authority, name, regime, receives_concerns, contact };
        let (id, place) = (unit.id, of(&unit));
        writes.push(Write::Unit(unit));
        self.apply("unit.add", Some(place), writes).await?;
        Ok(id)
    }

    /// Adds an account.
    ///
    /// # Errors
    /// [`Fault::Store`] when the user name is taken.
    pub async fn account(&self, new: NewAccount) -> Result<Id<Account>, Fault> {
        let id = self.id::<Account>();
        let row = AccountRow {
            id,
            username: new.username,
            name: new.name,
            title: new.title,
            phone: new.phone,
            password: hash_password(&new.password)?,
            second_factor: self.keys.seal_second_factor(id.uuid(), &new.second_factor),
            closed: None,
            initial_until: new.initial.then(|| self.clock.now().plus(INITIAL)),
        };
        let mut writes = vec![Write::Account(row)];
        if let Some(number) = new.number {
            let tokens = self.tokens(&number).await?;
            writes.extend(tokens.into_iter().map(|(authority, token)| Write::OwnToken(id, authority, token)));
        }
        self.apply("user.add", None, writes).await?;
        Ok(id)
    }

    /// Adds a duty.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store says no.
    pub async fn duty(
        &self,
        account: Id<Account>,
        unit: &Unit,
        role: Role,
        days: Days,
    ) -> Result<Id<Duty>, Fault> {
        let Days { from, until, handles_protected } = days;
        let duty = Duty { id: self.id(), account, unit: unit.clone(), role, from, until, handles_protected };
        let id = duty.id;
        self.apply("duty.add", Some(of(unit)), vec![Write::Duty(duty)]).await?;
        Ok(id)
    }

    /// Ends a duty with the end of a day.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store says no.
    pub async fn end_duty(&self, duty: Id<Duty>, last: LegalDay) -> Result<(), Fault> {
        self.apply("duty.end", None, vec![Write::EndDuty(duty, last)]).await
    }

    /// Closes an account and ends its sessions.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store says no.
    pub async fn close_account(&self, account: Id<Account>) -> Result<(), Fault> {
        let place = self.place_of(account).await?;
        self.apply("user.close", place, vec![Write::CloseAccount(account, self.clock.now())]).await
    }

    /// Records a conflict of interest between an account and a person, at every authority.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store says no.
    pub async fn conflict(&self, account: Id<Account>, number: &PersonalNumber) -> Result<(), Fault> {
        let tokens = self.tokens(number).await?;
        let writes =
            tokens.into_iter().map(|(authority, token)| Write::Conflict(account, authority, token)).collect();
        let place = self.place_of(account).await?;
        self.apply("conflict.add", place, writes).await
    }

    /// A snapshot, to look things up by name.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn read(&self) -> Result<Box<dyn Reads>, Fault> {
        Ok(self.store.read().await?)
    }

    async fn tokens(&self, number: &PersonalNumber) -> Result<Vec<(Id<Authority>, PersonToken)>, Fault> {
        Ok(tokens(&mut *self.store.read().await?, &self.keys, number).await?)
    }

    /// Where somebody works by the newest duty: that authority's auditors review what is done about them.
    async fn place_of(&self, account: Id<Account>) -> Result<Place, Fault> {
        Ok(self.store.read().await?.duties(account).await?.first().map(|duty| of(&duty.unit)))
    }

    /// One change and its entry, in one commit.
    pub(crate) async fn apply(
        &self,
        action: &'static str,
        place: Place,
        writes: Vec<Write>,
    ) -> Result<(), Fault> {
        let mut tx = self.store.begin().await?;
        let mut edge = Edge::read(&mut *tx, &self.keys, None).await?;
        for write in writes {
            tx.write(write).await?;
        }
        let (index, now) = (edge.tree.size(), self.clock.now().max(edge.at));
        let row = self.keys.write_command(Command::new(action, place), index, now)?;
        edge.enter(&row);
        let note = record_rows(&self.keys, &mut *tx, &edge, &[row], index).await?;
        tx.commit().await?;
        remember(&self.keys, note.as_deref());
        Ok(())
    }

    fn id<T>(&self) -> Id<T> {
        Id::from_random(self.keys.chance().bytes())
    }
}

/// The unit that a command concerns, for its entry; none where it concerns the whole installation.
type Place = Option<(Id<Unit>, Id<Authority>)>;

fn of(unit: &Unit) -> (Id<Unit>, Id<Authority>) {
    (unit.id, unit.authority.id)
}

/// A new unit.
pub struct NewUnit {
    /// Its name.
    pub name: String,
    /// Its secrecy regime.
    pub regime: SecrecyRegime,
    /// Whether concerns arrive here.
    pub receives_concerns: bool,
    /// Whom to ring.
    pub contact: Contact,
}

/// How long a duty lasts, and whether it handles protected persons.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// The first day.
    pub from: LegalDay,
    /// The last day.
    pub until: Option<LegalDay>,
    /// One of the named handlers of protected persons.
    pub handles_protected: bool,
}
