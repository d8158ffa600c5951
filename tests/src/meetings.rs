//! Outreach meetings in a world: written down by Jonas, and handed over.

use desk::{outreach::ConcernWords, ports::Page};
use domain::{
    Id,
    outreach::{Before, Meeting, Method, Noted, Offered, Outreach, Period, Place, Reply, Suspicion, Talk},
    person::Identity,
    unit::Agency,
};

use crate::World;

/// A meeting that was handed over.
pub struct Met {
    /// What became of the own record.
    pub own: Id<Outreach>,
    /// The receiver's copy.
    pub received: Id<Outreach>,
}

#[expect(clippy::expect_used, reason = "a meeting that cannot be made fails its test")]
impl World {
    /// A meeting; `marker` is in every personal field.
    pub async fn meeting(&self, marker: &str) -> Meeting {
        Meeting {
            about: Some(Identity { name: format!("Barn {marker}"), number: None }),
            held_on: self.desk("jonas").await.today(),
            period: Period::Evening,
            place: Place::School,
            let_in: false,
            agencies: vec![Agency::Police, Agency::Social],
            guardians: None,
            trigger: None,
            age: None,
            talk: Some(Talk {
                informed: Vec::new(),
                offered: vec![Offered::Leisure],
                reply: Some(Reply::Think),
                reason: format!("Varför {marker}"),
            }),
            suspicion: Suspicion::No,
            guardians_know: None,
            next_contact: None,
            protected: false,
            noted: Noted { method: Some(Method::Linkoping), before: Some(Before::First) },
        }
    }

    /// Jonas writes a meeting down.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn written_down(&self, marker: &str) -> Id<Outreach> {
        let meeting = self.meeting(marker).await;
        let number = self.office.new_form_number();
        self.desk("jonas").await.record_meeting(number, meeting).await.expect("it is written down")
    }

    /// Jonas hands it over.
    ///
    /// # Panics
    /// When it does not leave.
    pub async fn left(&self, own: Id<Outreach>) {
        let words = |_: &_| ConcernWords { observed: String::new(), kept: String::new() };
        self.desk("jonas").await.hand_over(own, 1, words).await.expect("it leaves");
    }

    /// A meeting that was written down and handed over.
    ///
    /// # Panics
    /// When it is not received.
    pub async fn met(&self, marker: &str) -> Met {
        let own = self.written_down(marker).await;
        self.left(own).await;
        let intake = self.office.intake().await.expect("the store").expect("a unit that receives").id;
        let mut tx = self.store.read().await.expect("the store");
        let receipt = tx.outreach(own).await.expect("the store").expect("a receipt");
        let rows = tx.notices(intake, false, Page { limit: 1000, after: None }).await.expect("the store");
        let copy = rows.iter().find(|row| row.cover().dnr == receipt.cover().dnr);
        Met { own, received: copy.expect("the copy").cover().id }
    }
}
