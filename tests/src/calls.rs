//! A well-formed call for every route of the table, by method and path, and the things that the calls are about.

use desk::handover::NewConcern;
use domain::{
    Id,
    concern::Concern,
    consent::Consent,
    draft::Draft,
    duty::{Account, Duty},
    intervention::Intervention,
    outreach::Outreach,
    referral::Referral,
    review::Question,
    unit::{Authority, Unit},
};
use web::routes::{Route, Who};

use crate::{World, commons::Open, scene::Handed, world::ELIAS};

/// All that intake judges, in one save.
const JUDGED: &str = "protection=not_needed&protection_reasons=Sk%C3%A4l&opening=open&opening_reasons=Sk%C3%A4l&feedback=given";

/// A meeting, as it is written down.
const MET: &str = "name=Barn&place=school&offered=leisure&reply=think&suspicion=no&reason=Bra&held_on=2023-01-02&period=evening&agencies=police&version=1&form={form}";

/// The forms, by route, without their token.
const FORMS: [(&str, &str); 74] = [
    ("/logga-in", "username=ingen{form}&password=fel&code=000000"),
    ("/logga-ut", ""),
    ("/sprak", "to=sv&back=%2F"),
    ("/roll", "duty={duty}"),
    ("/oro/granska", "harm=yes&name=Barn&observed=Sett&guardians=yes"),
    ("/oro/andra", "name=Barn&observed=Sett&guardians=yes"),
    ("/oro", "name=Barn&observed=Sett&guardians=yes&form={form}"),
    ("/sok", "term=Elias+Berg"),
    ("/utkast", "name=Barn&observed=Sett"),
    ("/utkast/{id}/kasta", ""),
    ("/inkomna/ny", "name=Barn&observed=Sett&guardians=yes&by_name=Granne&form={form}"),
    ("/inkomna/{id}", JUDGED),
    ("/inkomna/{id}/anmalare", "reason=contact"),
    ("/inkomna/{id}/skydda", ""),
    ("/inkomna/{id}/ta", ""),
    ("/inkomna/{id}/familjen", "knows=no"),
    ("/enheten/{id}", "to={account}"),
    (
        "/inkomna/{id}/insats",
        "kind=talks&for_whom=Barn&goal=M%C3%A5l&agreed_by=guardians&agreed_how=meeting&follow_up=2027-01-05",
    ),
    ("/insatser/{id}", "step=start"),
    ("/insatser/{id}/uppfoljning", "on=2023-01-02&went=partly&text=Sagt&next=2027-01-05"),
    ("/insatser/{id}/uppgift", "form={form}&consent={consent}&what=F%C3%B6lja+med&due=2027-01-05"),
    (
        "/samtycken",
        "form={form}&name=Barn&to={to}&scope_contact=yes&said_by=mamma&guardians=only&young=yes&given=oral\
         &from=2026-11-24&until=2027-01-05&told=yes",
    ),
    ("/samtycken/{id}/aterkalla", ""),
    ("/remisser", "form={form}&purpose={purpose}&to={to}&what=R%C3%A5d"),
    ("/remisser/{id}/svar", "answer=accept"),
    ("/remisser/{id}/aterta", ""),
    // Of a group that does not exist nothing is set down and nobody's name shown.
    ("/loggkontroll/utfall", "month=2026-11&group=x&outcome=justified"),
    ("/loggkontroll/resten", "month=2026-11&upto=9999"),
    ("/loggkontroll/namn", "month=2026-11&group=x&reason=relation"),
    ("/mote", MET),
    ("/mote/avbrutet", MET),
    ("/mote/{id}/andra", MET),
    ("/mote/{id}/lamna", "version=1"),
    ("/underrattelser/{id}", "note=L%C3%A4st"),
    ("/loggkontroll/kontroll", ""),
    ("/min-logg/fraga/{id}", "text=Jag+skulle+svara+i+telefon"),
    ("/demo", "who=ingen"),
    ("/konto/kodapp", "proof=karlshamn-lyser-i-november"),
    ("/konto/kodapp/bekrafta", "sealed=00&code=000000"),
    ("/konto/inloggningar", "which=000000000000"),
    (
        "/konto/losenord",
        "old=karlshamn-lyser-i-november&new=violett+melon+under+bron&again=violett+melon+under+bron",
    ),
    ("/personer", "new_name=Namn&new_username=ny{form}&new_title=kurator&new_number=20120126-2399"),
    ("/personer/andra", "person={somebody}&title=kurator&phone=1"),
    ("/personer/aterstall", "person={somebody}"),
    ("/personer/stang", "person={somebody}"),
    ("/enheter", "authority={authority}&name=Enhet{form}&regime=strong"),
    ("/roller", "person={somebody}&unit={unit}&role=social_worker&from=2026-11-28&until=2027-11-27"),
    ("/roller/svar", "duty={proposal}&answer=yes"),
    ("/ikvall", "organiser={organiser}&area={area}&day=2026-11-25&from=20%3A00&to=22%3A00"),
    ("/ikvall/berattat", "evening={evening}&began=20%3A00&ended=22%3A00&adults=2&contacts=5"),
    ("/ikvall/installt", "evening={evening}&reason=weather"),
    (
        "/handelser/ny",
        "form={form}&category=vandalism&influence=unknown&day=2026-11-02&area={area}&place=school&owner=municipality\
         &consequence=damage&police_report=yes&narrative=Tre+rutor",
    ),
    (
        "/handelser/iakttagelse",
        "form={form}&category=vehicles&direction=more&first_day=2026-10-01&last_day=2026-11-02&narrative=Fler+A-traktorer",
    ),
    ("/handelser/aterta", "kind=incident&report={report}"),
    ("/lofte/ny", "kind=milestone&on=2026-11-02&what=Nytt+steg"),
    ("/lofte/publicera", "promise=karlshamn-2026"),
    ("/lofte/kanaler", "promise=karlshamn-2026&channel=social_media"),
    ("/lofte/ratta", "post={entry}&version=1&kind=milestone&on=2026-11-02&what=Nytt+steg"),
    (
        "/lofte/overenskommelser",
        "title=Samverkan&parties=Kommunen%0APolisen&covers=Trygghet&kept_at=2025-310&signed_on=2025-02-14\
         &first_day=2025-03-01",
    ),
    ("/lofte/underlag", "piece=area&area_name=Norra+H%C3%A4llaryd"),
    (
        "/lagesbild/mote",
        "kind=situation&held_on={free_day}&first=2026-11-01&last=2026-11-02&inventory=Sagt+vid+m%C3%B6tet&antal-police=1&antal-school=1",
    ),
    (
        "/lagesbild/mote/{id}/andra",
        "kind=situation&version={meeting_version}&held_on=2026-11-16&first=2026-11-02&last=2026-11-15&causes=Ord+{form}\
         &antal-police=1&antal-strategist=1",
    ),
    ("/lagesbild/matningar/granska", "rows=Trygg+ute%3B2026%3Balla%3B%3B71%2C5%3BKommunens+webbplats"),
    (
        "/lagesbild/matningar",
        "question=Trygg+ute+{form}&year=2026&asked=young&percent=60&source=Kommunens+webbplats",
    ),
    ("/lagesbild/plan", "step=add&plan={plan}&problem={problem}&what=Fler+lampor+{form}&owner=property"),
    (
        "/lagesbild/plan/uppfoljning",
        "plan={decided_plan}&on=2026-11-20&utfall-{measure}=done&ord-{measure}=Allt+klart",
    ),
    ("/lagesbild/version", ""),
    ("/lagesbild/version/{id}/andra", "revision={revision}&mapping=Karta+i+ord&analysis={form}"),
    (
        "/lagesbild/version/{id}/problem",
        "revision={revision}&area={area}&place=park&about=Vid+badet+{form}&priority=second",
    ),
    ("/lagesbild/version/{id}/antagande", "revision={revision}&at={meeting}"),
    ("/lofte/besok", "visit={visit}&answer=done&on=2026-11-24"),
    ("/besok", "asker=school&organisation=Skolan&topic=Trygghet&reach=Kansliet"),
    ("/enhetens-roller/fornya", "duty={held}&until=2027-11-01"),
    ("/enhetens-roller/avsluta", "duty={held}"),
];

/// Forms that know no field of that name.
const WITHOUT_TOKEN: [&str; 4] = ["/logga-in", "/sprak", "/demo", "/besok"];

/// Forms about somebody who works here.
const STAFFING: [&str; 8] = [
    "/enheter",
    "/personer/andra",
    "/personer/aterstall",
    "/personer/stang",
    "/roller",
    "/roller/svar",
    "/enhetens-roller/fornya",
    "/enhetens-roller/avsluta",
];

/// The things that calls are about.
#[derive(Debug, Clone, Copy)]
pub struct Things {
    /// A concern, on both sides.
    pub handed: Handed,
    /// Karin's own draft.
    pub draft: Id<Draft>,
    /// What it led to, where it was assessed.
    pub intervention: Id<Intervention>,
    /// A consent about the same child that names the youth centre.
    pub consent: Id<Consent>,
    /// A request to the coordinator, on both sides.
    pub request: (Id<Referral>, Id<Referral>),
    /// A question to Sara about her readings.
    pub question: Id<Question>,
    /// Jonas's outreach meeting, or the copy of it that was received.
    pub meeting: Id<Outreach>,
    /// Who works where, for those who keep it.
    pub staffing: Staffing,
    /// The open part, for its routes.
    pub open: Option<Open>,
}

/// Somebody at Lena's unit, for whom one more duty there is proposed.
#[derive(Debug, Clone, Copy)]
pub struct Staffing {
    /// Who.
    pub somebody: Id<Account>,
    /// Lena's unit.
    pub unit: Id<Unit>,
    /// Its authority.
    pub authority: Id<Authority>,
    /// The duty held there.
    pub held: Id<Duty>,
    /// The proposed one.
    pub proposal: Id<Duty>,
}

impl Things {
    /// Ids of nothing.
    fn nothing() -> Self {
        Self {
            handed: Handed { own: Id::from_random([1; 16]), received: Id::from_random([2; 16]) },
            draft: Id::from_random([13; 16]),
            intervention: Id::from_random([3; 16]),
            consent: Id::from_random([4; 16]),
            request: (Id::from_random([5; 16]), Id::from_random([6; 16])),
            question: Id::from_random([7; 16]),
            meeting: Id::from_random([8; 16]),
            open: None,
            staffing: Staffing {
                somebody: Id::from_random([9; 16]),
                unit: Id::from_random([10; 16]),
                authority: Id::from_random([13; 16]),
                held: Id::from_random([11; 16]),
                proposal: Id::from_random([12; 16]),
            },
        }
    }
}

impl World {
    /// A concern that is ready for the act of a route, and an intervention.
    /// Of a route without ids it makes none.
    pub async fn things_for(&self, route: &Route) -> Things {
        let nothing = Things::nothing();
        if STAFFING.contains(&route.path) {
            return Things { staffing: self.staffing().await, ..nothing };
        }
        if !route.path.contains("{id}") || route.path.starts_with("/lagesbild") {
            return Things { open: self.open(route.path).await, ..nothing };
        }
        if route.path.starts_with("/remisser") {
            return Things { request: self.requested("karin", "MARKER").await, ..nothing };
        }
        if route.path.starts_with("/samtycken") {
            return Things { consent: self.consented("sara", "MARKER").await, ..nothing };
        }
        if route.path.starts_with("/mote") || route.path.starts_with("/underrattelser") {
            return Things { meeting: self.meeting_for(route.path).await, ..nothing };
        }
        if route.path.starts_with("/utkast") {
            return Things { draft: self.drafted("karin", "MARKER").await, ..nothing };
        }
        let danger = route.path.ends_with("/anmalare");
        let new = NewConcern { danger, ..self.concern(Some(ELIAS), "MARKER") };
        let handed = self.handed("karin", new).await;
        if danger || route.path.ends_with("/skydda") {
            let _ = self.desk("sara").await.take(handed.received).await;
            return Things { handed, ..nothing };
        }
        if (route.method, route.path) == ("post", "/inkomna/{id}") {
            return Things { handed, ..nothing };
        }
        if route.path.starts_with("/min-logg/") {
            return Things { handed, question: self.asked("sara").await, ..nothing };
        }
        let intervention = self.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
        let consent = match route.path {
            "/insatser/{id}/uppgift" => self.consented("sara", "MARKER").await,
            _ => nothing.consent,
        };
        Things { handed, intervention, consent, ..nothing }
    }

    /// A meeting as far as the route is about it: the own, the receipt, or the received copy.
    async fn meeting_for(&self, path: &str) -> Id<Outreach> {
        if path.starts_with("/underrattelser") {
            return self.met("MARKER").await.received;
        }
        let own = self.written_down("MARKER").await;
        if path.ends_with("/kvitto") {
            self.left(own).await;
        }
        own
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
    let Things {
        handed: Handed { own, received }, intervention, consent, request, question, meeting, ..
    } = things;
    let concern = |id: &Id<Concern>| Some(route.path.replace("{id}", &id.to_string()));
    match route.path {
        "/static/{file}" => Some(stylesheet.to_owned()),
        "/medborgarlofte/{file}" => Some("/medborgarlofte/karlshamn-2026.json".to_owned()),
        path if path.starts_with("/medborgarlofte/{file}/") => Some(path.replace("{file}", "karlshamn-2026")),
        plain if !plain.contains('{') => Some(plain.to_owned()),
        path if path.starts_with("/lagesbild/") => {
            let painted = things.open.map(|open| open.painted);
            let id = painted
                .map_or_else(|| Id::<()>::from_random([15; 16]).to_string(), |painted| painted.of(path));
            Some(path.replace("{id}", &id))
        }
        path if path.starts_with("/utkast/{id}") => Some(path.replace("{id}", &things.draft.to_string())),
        path if path.starts_with("/oro/{id}") => concern(own),
        path if path.starts_with("/inkomna/{id}") || path.starts_with("/enheten/{id}") => concern(received),
        path if path.starts_with("/samtycken/{id}") => Some(path.replace("{id}", &consent.to_string())),
        path if path.ends_with("/aterta") => Some(path.replace("{id}", &request.0.to_string())),
        path if path.starts_with("/remisser/{id}") => Some(path.replace("{id}", &request.1.to_string())),
        path if path.starts_with("/mote/{id}") || path.starts_with("/underrattelser/{id}") => {
            Some(path.replace("{id}", &meeting.to_string()))
        }
        path if path.starts_with("/insatser/{id}") => Some(path.replace("{id}", &intervention.to_string())),
        path if path.starts_with("/min-logg/fraga/{id}") => Some(path.replace("{id}", &question.to_string())),
        _ => None,
    }
}

/// The form of a route without its token; `None` where this file has none for it.
pub fn form(path: &str, duty: &str, form: &str) -> Option<String> {
    let (_, text) = FORMS.iter().find(|(known, _)| *known == path)?;
    Some(text.replace("{duty}", duty).replace("{form}", form))
}

/// A form with what it chooses: of these things, a unit to hand over to, and what for.
pub fn choosing(form: &str, things: &Things, to: &str) -> String {
    let Staffing { somebody, unit, authority, held, proposal } = things.staffing;
    let form = things.open.map_or_else(|| form.to_owned(), |open| open.chosen(form, None));
    form.replace("{consent}", &things.consent.to_string())
        .replace("{somebody}", &somebody.to_string())
        .replace("{unit}", &unit.to_string())
        .replace("{authority}", &authority.to_string())
        .replace("{held}", &held.to_string())
        .replace("{proposal}", &proposal.to_string())
        .replace("{to}", to)
        .replace("{purpose}", "consultation")
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
        Who::Strategist => Some("malin"),
        Who::Field => Some("isak"),
        Who::Nobody => None,
    }
}
