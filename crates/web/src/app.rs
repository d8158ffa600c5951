//! What all pages share: the office, the municipality's name, the files of the look, and the demo's cast.

use std::sync::Arc;

use desk::Office;

use crate::{shield::Asset, text::Text};

/// The shared state. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The office.
    pub office: Office,
    /// The municipality's name.
    pub municipality: String,
    /// The files of the look.
    pub assets: Arc<Assets>,
    /// The demo's cast; empty in real use.
    pub cast: Arc<Vec<CastMember>>,
    /// The demo's other world.
    pub beside: Option<OtherWorld>,
}

/// The other world of the demo, as the sign-in page leads to it.
#[derive(Debug, Clone)]
pub struct OtherWorld {
    /// Where it is.
    pub url: String,
    /// The legal day that it stands on, if it stands.
    pub stands_on: Option<domain::LegalDay>,
}

/// The files of the look, compiled in.
pub struct Assets {
    /// The one stylesheet.
    pub stylesheet: Asset,
    /// The icon.
    pub icon: Asset,
    /// The comfort script; nothing needs it.
    pub script: Asset,
}

impl Default for Assets {
    fn default() -> Self {
        Self {
            stylesheet: Asset::new(
                "fyrklover.css",
                "text/css; charset=utf-8",
                include_bytes!("../assets/fyrklover.css"),
            ),
            icon: Asset::new(
                "clover.svg",
                "image/svg+xml; charset=utf-8",
                include_bytes!("../assets/clover.svg"),
            ),
            script: Asset::new(
                "comfort.js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/comfort.js"),
            ),
        }
    }
}

impl Assets {
    /// All files.
    pub fn all(&self) -> [&Asset; 3] {
        [&self.stylesheet, &self.icon, &self.script]
    }
}

/// Somebody of the demo's cast: a button on the sign-in page that goes through the real sign-in.
#[derive(Clone)]
pub struct CastMember {
    /// The user name.
    pub username: String,
    /// The name.
    pub name: String,
    /// Function and place, in words.
    pub role: String,
    /// The agency.
    pub agency: domain::unit::Agency,
    /// What they come to do, as text keys give it.
    pub aim: &'static str,
    /// The password of the demo.
    pub password: String,
    /// The secret of the second factor.
    pub secret: Vec<u8>,
}

impl App {
    /// The state around an office.
    pub fn new(office: Office, municipality: String, cast: Vec<CastMember>) -> Self {
        Self { office, municipality, assets: Arc::default(), cast: Arc::new(cast), beside: None }
    }

    /// With the demo's other world beside it.
    #[must_use]
    pub fn beside(self, other: OtherWorld) -> Self {
        Self { beside: Some(other), ..self }
    }

    /// The legal day that this world stands on, where it does not follow the calendar.
    pub fn stands_on(&self) -> Option<domain::LegalDay> {
        let clock = self.office.clock();
        (!clock.legal_day_follows_wall()).then(|| clock.today())
    }

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        !self.cast.is_empty()
    }

    /// The aim of a cast member in a language.
    pub fn aim(&self, member: &CastMember, t: Text) -> String {
        t.get(member.aim)
    }
}
