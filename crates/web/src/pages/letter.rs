//! What was handed over, as a sheet of paper: the same for the sender's preview, the own report and the receiver.

use desk::{concerns::Provenance, handover::Outgoing};
use domain::{
    concern::{ConcernCover, GuardiansKnow, Report, Reporter, Source},
    law::Basis,
    personal_number::PersonalNumber,
    unit::Unit,
};

use crate::{frame::Leaf, pages::row::known_or, text::Text};

/// A provision as a page shows it.
pub struct BasisView {
    /// The provision.
    pub provision: String,
    /// Its wording of the day, where it was checked.
    pub wording: Option<String>,
    /// Our summary, where there is no wording.
    pub summary: String,
    /// Since when this wording is in force, in words.
    pub since: String,
    /// What has to be true.
    pub conditions: Vec<String>,
}

impl BasisView {
    /// A basis.
    pub fn of(basis: &Basis, t: Text) -> Self {
        Self {
            provision: basis.provision.clone(),
            wording: basis.wording.clone(),
            summary: basis.summary.clone(),
            since: t.with("basis-since", &[("date", t.date(basis.valid_from).into())]),
            conditions: basis.conditions.iter().map(|condition| condition.text.clone()).collect(),
        }
    }

    /// A version that the law data no longer holds: its name, and nothing made up.
    pub fn unknown(version: &str) -> Self {
        Self {
            provision: version.to_owned(),
            wording: None,
            summary: String::new(),
            since: String::new(),
            conditions: Vec::new(),
        }
    }
}

/// The letter.
pub struct Letter {
    /// The sender's agency.
    pub from_leaf: Leaf,
    /// The sender's unit.
    pub from_place: String,
    /// The receiver's agency.
    pub to_leaf: Leaf,
    /// The receiver's unit.
    pub to_place: String,
    /// Who reports.
    pub reporter: String,
    /// The reporter's telephone.
    pub phone: String,
    /// When.
    pub date: String,
    /// Who it is about.
    pub name: String,
    /// The number.
    pub number: String,
    /// Own observation.
    pub observed: String,
    /// What others told.
    pub hearsay: Option<String>,
    /// Own judgement.
    pub judgement: Option<String>,
    /// Whether the guardians know.
    pub guardians: String,
    /// They must not be told.
    pub must_not: bool,
    /// Protected personal data.
    pub protected: bool,
    /// The reporter asks to hear what is decided.
    pub feedback: bool,
    /// Whether it says who reports.
    pub naming: Naming,
    /// The provision.
    pub basis: BasisView,
}

/// What stands on the cover of a letter.
pub struct Cover {
    /// When.
    pub date: String,
    /// Protected personal data.
    pub protected: bool,
    /// The reporter asks to hear what is decided.
    pub feedback: bool,
    /// Whether it says who reports.
    pub naming: Naming,
}

/// Whether a letter says who reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// It does.
    Named,
    /// It does to the sender, and the receiver's will not: there is danger for the reporter.
    InDanger,
    /// It does not: that is sealed apart.
    Apart,
}

impl Letter {
    /// What would leave.
    pub fn outgoing(outgoing: &Outgoing, from: &Unit, cover: Cover, t: Text) -> Self {
        Self::new(&outgoing.report, (from, &outgoing.to), cover, BasisView::of(&outgoing.basis, t), t)
    }

    /// What was handed over.
    pub fn handed_over(
        report: &Report,
        from: &Provenance,
        cover: &ConcernCover,
        basis: BasisView,
        t: Text,
    ) -> Self {
        let date = t.moment_on(from.disclosure.day.date(), from.disclosure.at);
        let naming = if cover.source == Source::SealedApart { Naming::Apart } else { Naming::Named };
        let (protected, feedback) = (cover.protected, cover.feedback_asked);
        let cover = Cover { date, protected, feedback, naming };
        Self::new(report, (&from.from, &from.to), cover, basis, t)
    }

    fn new(
        report: &Report,
        (from, to): (&Unit, &Unit),
        Cover { date, protected, feedback, naming }: Cover,
        basis: BasisView,
        t: Text,
    ) -> Self {
        let number = report.about.number.as_ref();
        let (apart, nobody) = (naming == Naming::Apart, Reporter::default());
        let reporter = report.reporter.as_ref().unwrap_or(&nobody);
        Self {
            from_leaf: Leaf::of_source((!apart).then_some(from.authority.agency), t),
            from_place: if apart { t.get("reporter-apart") } else { place(from) },
            to_leaf: Leaf::of(to.authority.agency, t),
            to_place: place(to),
            reporter: if apart {
                t.get("reporter-apart")
            } else {
                format!("{}, {}", reporter.name, reporter.function)
            },
            phone: reporter.phone.clone(),
            date,
            name: known_or(&report.about.name, t),
            number: number.map_or_else(|| t.get("number-unknown"), PersonalNumber::spoken),
            observed: report.observed.clone(),
            hearsay: report.hearsay.clone(),
            judgement: report.judgement.clone(),
            guardians: t.get(&format!("guardians-{}", report.guardians.word())),
            must_not: report.guardians == GuardiansKnow::MustNot,
            protected,
            feedback,
            naming,
            basis,
        }
    }
}

impl Letter {
    /// Whether who reports is sealed apart, and this page does not know it.
    pub fn is_apart(&self) -> bool {
        self.naming == Naming::Apart
    }

    /// Whether there is danger for the reporter: who it is will be sealed apart.
    pub fn is_in_danger(&self) -> bool {
        self.naming == Naming::InDanger
    }
}

/// Authority and unit.
pub fn place(unit: &Unit) -> String {
    format!("{}, {}", unit.authority.name, unit.name)
}
