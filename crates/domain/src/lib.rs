//! The words of the work, in one vocabulary for the whole program.
//!
//! Here stand the things that people in school, social services, police and leisure talk about, their
//! states and what may follow from what. There is no I/O, no SQL, no HTTP and no access rule here: who
//! may see what is decided in `access`, and what becomes durable in `desk`.
//!
//! | Swedish (pages, law) | here |
//! |---|---|
//! | orosanmälan | [`concern::Concern`] |
//! | skyddsbedömning, förhandsbedömning | [`assessment::Assessment`] |
//! | insats | [`intervention::Intervention`] |
//! | uppsökande möte, underrättelse | [`outreach::Outreach`] |
//! | utlämnande | [`disclosure::Disclosure`] |
//! | samtycke | [`consent::Consent`] |
//! | remiss, begäran om samverkan, uppgift | [`referral::Referral`] |
//! | händelse, iakttagelse | [`situation::Incident`], [`situation::Phenomenon`] |
//! | lägesbild, lägesbildsmöte | [`situation::SituationPicture`], [`situation::SituationMeeting`] |
//! | den unga, personakt | [`person::Person`] |
//! | sökbegrepp | [`search::SearchTerm`] |
//! | myndighet, nämnd, enhet | [`unit::Authority`], [`unit::Unit`] |
//! | uppdrag, roll | [`duty::Duty`], [`duty::Role`] |
//! | sekretessregim | [`unit::SecrecyRegime`] |
//! | medborgarlöfte, åtagande | [`promise::Promise`], [`promise::Commitment`] |
//! | tillfälle (nattvandring, fältkväll) | [`promise::occasion::Occasion`] |
//! | rättslig grund | [`law::Basis`] |
//! | enhetschef, SSPF-koordinator, loggranskare | [`duty::Role`] |
//!
//! Every sensitive thing is a *cover* (what routing, clocks and policy need, nothing one would mind in a
//! log) and a *body* (everything personal). The two never stand in one type.

#[macro_use]
mod words;
pub mod id;
pub mod timestamp;
pub mod stockholm;
pub mod calendar;
pub mod hours;
pub mod law;
pub mod personal_number;
pub mod unit;
pub mod draft;
pub mod duty;
pub mod person;
pub mod concern;
pub mod assessment;
pub mod intervention;
pub mod disclosure;
pub mod consent;
pub mod referral;
pub mod review;
pub mod search;
pub mod outreach;
pub mod situation;
pub mod promise;
pub mod rule;

pub use id::Id;
pub use rule::RuleBroken;
pub use timestamp::{LegalDay, Timestamp};
