//! A well-formed call for every route of the table, by method and path, and the things that the calls are about.

use domain::{Id, concern::Concern, intervention::Intervention};
use web::routes::{Route, Who};

use crate::{World, scene::Handed, world::ELIAS};

/// The forms, by route, without their token.
const FORMS: [(&str, &str); 26] = [
    ("/logga-in", "username=ingen{form}&password=fel&code=000000"),
    ("/logga-ut", ""),
    ("/sprak", "to=sv&back=%2F"),
    ("/roll", "duty={duty}"),
    ("/oro/granska", "name=Barn&observed=Sett&guardians=yes"),
    ("/oro/andra", "name=Barn&observed=Sett&guardians=yes"),
    ("/oro", "name=Barn&observed=Sett&guardians=yes&form={form}"),
    ("/inkomna/{id}/skyddsbedomning", "outcome=not_needed&reasons=Sk%C3%A4l"),
    ("/inkomna/{id}/beslut", "outcome=open&reasons=Sk%C3%A4l"),
    (
        "/inkomna/{id}/insats",
        "kind=talks&for_whom=Barn&goal=M%C3%A5l&agreed_by=guardians&agreed_how=meeting&follow_up=2027-01-05",
    ),
    ("/insatser/{id}", "step=start"),
    ("/loggkontroll/kontroll", ""),
    ("/demo", "who=ingen"),
    ("/konto/kodapp", "proof=karlshamn-lyser-i-november"),
    ("/konto/kodapp/bekrafta", "sealed=00&code=000000"),
    ("/konto/inloggningar", "which=000000000000"),
    (
        "/konto/losenord",
        "old=karlshamn-lyser-i-november&new=violett+melon+under+bron&again=violett+melon+under+bron",
    ),
    ("/personer", "new_name=Namn&new_username=ny{form}&new_title=kurator"),
    ("/personer/andra", "person={somebody}&title=kurator&phone=1"),
    ("/personer/aterstall", "person={somebody}"),
    ("/personer/stang", "person={somebody}"),
    ("/enheter", "agency=school&authority=N&name=Enhet{form}&regime=strong"),
    ("/roller", "person={somebody}&unit={unit}&role=social_worker&from=2026-11-28&until=2027-11-27"),
    ("/roller/svar", "duty={proposal}&answer=yes"),
    ("/enhetens-roller/fornya", "duty={held}&until=2027-11-01"),
    ("/enhetens-roller/avsluta", "duty={held}"),
];

/// Forms that know no field of that name.
const WITHOUT_TOKEN: [&str; 3] = ["/logga-in", "/sprak", "/demo"];

/// The things that calls are about.
#[derive(Debug, Clone, Copy)]
pub struct Things {
    /// A concern, on both sides.
    pub handed: Handed,
    /// What it led to, where it was assessed.
    pub intervention: Id<Intervention>,
}

impl World {
    /// A concern that is ready for the act of a route, and an intervention.
    /// Of a route without ids it makes none.
    pub async fn things_for(&self, route: &Route) -> Things {
        if !route.path.contains("{id}") {
            let handed = Handed { own: Id::from_random([1; 16]), received: Id::from_random([2; 16]) };
            return Things { handed, intervention: Id::from_random([3; 16]) };
        }
        let handed = self.handed("karin", self.concern(Some(ELIAS), "MARKER")).await;
        if !route.path.ends_with("/skyddsbedomning") {
            let intervention = self.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
            return Things { handed, intervention };
        }
        Things { handed, intervention: Id::from_random([3; 16]) }
    }

    /// Where a file of the look lies.
    pub async fn stylesheet(&self) -> String {
        let page = crate::Browser::new(self.pages.clone()).get("/logga-in").await;
        let after = page.body.split_once("rel=\"stylesheet\" href=\"").map_or("", |(_, after)| after);
        after.split('"').next().unwrap_or("").to_owned()
    }
}

/// The path of a route about these things; `None` where this file does not know what its ids mean.
pub fn path(route: &Route, things: &Things, stylesheet: &str) -> Option<String> {
    let Things { handed: Handed { own, received }, intervention } = things;
    let concern = |id: &Id<Concern>| Some(route.path.replace("{id}", &id.to_string()));
    match route.path {
        "/static/{file}" => Some(stylesheet.to_owned()),
        plain if !plain.contains('{') => Some(plain.to_owned()),
        path if path.starts_with("/oro/{id}") => concern(own),
        path if path.starts_with("/inkomna/{id}") => concern(received),
        path if path.starts_with("/insatser/{id}") => Some(path.replace("{id}", &intervention.to_string())),
        _ => None,
    }
}

/// The form of a route without its token; `None` where this file has none for it.
pub fn form(path: &str, duty: &str, form: &str) -> Option<String> {
    let (_, text) = FORMS.iter().find(|(known, _)| *known == path)?;
    Some(text.replace("{duty}", duty).replace("{form}", form))
}

/// The form with a token, where it takes one.
pub fn with_token(path: &str, form: &str, token: &str) -> String {
    if takes_token(path) {
        format!("token={token}&{form}").trim_end_matches('&').to_owned()
    } else {
        form.to_owned()
    }
}

/// Whether a form takes a token.
pub fn takes_token(path: &str) -> bool {
    !WITHOUT_TOKEN.contains(&path)
}

/// Who of the cast stands for a column.
pub fn user(who: Who) -> Option<&'static str> {
    match who {
        Who::Counsellor => Some("karin"),
        Who::Worker => Some("sara"),
        Who::Police => Some("jonas"),
        Who::Leisure => Some("amira"),
        Who::Head => Some("lena"),
        Who::Coordinator => Some("petra"),
        Who::Auditor => Some("margit"),
        Who::Administrator => Some("eva"),
        Who::Nobody => None,
    }
}
