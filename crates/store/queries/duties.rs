//! The duties of one account, each with its unit, in one statement: they are asked for with every request.

use desk::ports::StoreFault;
use domain::{
    Id,
    duty::{Account, Duty},
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    people::{DutyColumns, UnitRow},
    row::fault,
};

struct Row {
    id: Uuid,
    role: String,
    valid_from: Date,
    valid_until: Option<Date>,
    handles_protected: bool,
    unit: Uuid,
    name: String,
    regime: String,
    receives_concerns: bool,
    phone: String,
    hours: String,
    emergency: String,
    authority: Uuid,
    authority_name: String,
    agency: String,
}

impl Row {
    fn duty(self, account: Id<Account>) -> Result<Duty, StoreFault> {
        let Self { id, role, valid_from, valid_until, handles_protected, unit, name, regime, .. } = self;
        let account = account.uuid();
        let duty = DutyColumns { id, account, unit, role, valid_from, valid_until, handles_protected };
        let unit = UnitRow {
            unit,
            name,
            regime,
            receives_concerns: self.receives_concerns,
            phone: self.phone,
            hours: self.hours,
            emergency: self.emergency,
            authority: self.authority,
            authority_name: self.authority_name,
            agency: self.agency,
        };
        duty.duty(&[unit.unit()?])
    }
}

pub(crate) async fn duties(db: &mut Connection, account: Id<Account>) -> Result<Vec<Duty>, StoreFault> {
    let id = account.uuid();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT d.id AS "id!: Uuid", d.role AS "role!", d.valid_from AS "valid_from!: Date",
                  d.valid_until AS "valid_until?: Date", d.handles_protected AS "handles_protected!: bool",
                  u.id AS "unit!: Uuid", u.name AS "name!", u.regime AS "regime!",
                  u.receives_concerns AS "receives_concerns!: bool", u.phone AS "phone!", u.hours AS "hours!",
                  u.emergency AS "emergency!", a.id AS "authority!: Uuid", a.name AS "authority_name!",
                  a.agency AS "agency!"
           FROM duty d JOIN unit u ON u.id = d.unit JOIN authority a ON a.id = u.authority
           WHERE d.account = $1 ORDER BY d.valid_from DESC, d.id"#,
        id
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(|row| row.duty(account)).collect()
}
