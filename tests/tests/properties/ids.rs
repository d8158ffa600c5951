//! An id that comes with a form or an address is only a question. In the place of one's own, an id of another unit,
//! another agency, another state or another kind, one that nobody has and one that cannot be any changes nothing; and
//! whether there is such a thing does not show. (Ids in the path are in `answers.rs`.)

use axum::http::{Method, StatusCode};
use desk::{Clock as _, duties::NewDuty};
use domain::{
    Id, LegalDay,
    duty::{Duty, Role},
};
use tests::{
    Browser, World, both_engines,
    browser::encode,
    scene::Newcomer,
    world::{ALVA, ELIAS},
};

use crate::answers::{Answer, NO_IDS};

/// A form that would be taken, and one of its fields.
struct Place {
    who: &'static str,
    path: String,
    form: Vec<(&'static str, String)>,
    field: &'static str,
    /// Ids that there are, and that are not for this place.
    others: Vec<String>,
    /// One of these whose answer is not that of a missing one.
    told_apart: Option<String>,
}

impl Place {
    fn new(who: &'static str, path: &str, form: &[(&'static str, &str)], others: &[&str]) -> Self {
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let others = others.iter().map(|id| (*id).to_owned()).collect();
        // What is asked about stands first.
        Self { who, path: path.to_owned(), field: form[0].0, form, others, told_apart: None }
    }

    fn with(&self, id: &str, number: &str) -> String {
        let value = |name: &str, value: &str| match name {
            field if field == self.field => id.to_owned(),
            "form" => number.to_owned(),
            _ => value.to_owned(),
        };
        let pairs = self.form.iter().map(|(name, good)| format!("{name}={}", encode(&value(name, good))));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// What the ids are of.
struct There {
    concern: String,
    /// The received side of a concern that nobody has judged, and of one that was followed.
    waiting: String,
    intervention: String,
    consent: String,
    withdrawn: String,
    about_another: String,
    /// A duty and a proposed one at the police.
    duty_elsewhere: String,
    proposed_elsewhere: String,
    leisure: String,
    coordinator: String,
    social: String,
}

impl There {
    async fn in_world(world: &World) -> Self {
        let handed = world.handed("karin", world.concern(Some(ELIAS), "QZEGETAB")).await;
        let waiting = world.handed("karin", world.concern(Some(ALVA), "QZEGETAB")).await.received.to_string();
        let intervention = world.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await.to_string();
        let withdrawn = world.consented("sara", "QZEGETAB").await.to_string();
        let consent = world.consented("sara", "QZEGETAB").await.to_string();
        let sara = world.desk("sara").await;
        let units = sara.other_units().await.unwrap();
        let leisure = units.iter().find(|unit| unit.name == "Fritidsgården").unwrap().id.to_string();
        let mut browser = world.browser("sara").await;
        let gone = browser.submit(&format!("/samtycken/{withdrawn}/aterkalla"), &[]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        let number = world.office.new_form_number().as_simple().to_string();
        let alva: Vec<(&str, &str)> = consent_form(&leisure, &number, ALVA);
        let noted = browser.submit("/samtycken", &alva).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
        let jonas = proposed_at_the_police(world).await;
        let proposals = world.store.read().await.unwrap().proposals().await.unwrap();
        Self {
            concern: handed.own.to_string(),
            waiting,
            intervention,
            consent,
            withdrawn,
            about_another: noted.location().rsplit('/').next().unwrap().to_owned(),
            duty_elsewhere: jonas.id.to_string(),
            proposed_elsewhere: proposals[0].duty.id.to_string(),
            leisure,
            coordinator: sara.coordination().await.unwrap().unwrap().id.to_string(),
            social: sara.card().duty.unit.id.to_string(),
        }
    }

    /// The work's forms.
    async fn of_the_work(&self, world: &World) -> Vec<Place> {
        let (sara, jonas) = (world.badge("sara").await, world.badge("jonas").await);
        let (account, police) = (sara.account.to_string(), jonas.account.to_string());
        let (concern, form) = (self.concern.as_str(), ("form", ""));
        let task = format!("/insatser/{}/uppgift", self.intervention);
        let task_form =
            [("consent", self.consent.as_str()), form, ("what", "Följa med"), ("due", "2027-01-05")];
        let mut request =
            vec![("to", self.coordinator.as_str()), form, ("purpose", "cooperation"), ("what", "Råd")];
        let consent = consent_form(&self.coordinator, "", ELIAS).into_iter().skip(2);
        request.extend(consent.filter(|(name, _)| *name != "scope_contact"));
        let duty = sara.duty.unwrap().to_string();
        vec![
            Place::new("sara", "/roll", &[("duty", &duty)], &[&self.duty_elsewhere, concern]),
            Place::new(
                "lena",
                &format!("/enheten/{}", self.waiting),
                &[("to", &account)],
                &[&police, concern],
            ),
            Place::new("sara", &task, &task_form, &[&self.withdrawn, &self.about_another, concern]),
            Place::new(
                "sara",
                "/samtycken",
                &consent_form(&self.leisure, "", ELIAS),
                &[&self.social, concern],
            ),
            Place::new("karin", "/remisser", &request, &[&self.leisure, concern]),
        ]
    }

    /// The forms about who works where; what closes an account comes last.
    async fn of_the_staff(&self, world: &World) -> Vec<Place> {
        let staffing = world.staffing().await;
        let (somebody, unit) = (staffing.somebody.to_string(), staffing.unit.to_string());
        let (held, proposal) = (staffing.held.to_string(), staffing.proposal.to_string());
        let (authority, concern) = (staffing.authority.to_string(), self.concern.as_str());
        let person = ("person", somebody.as_str());
        let days = [("role", "log_auditor"), ("from", "2026-11-28"), ("until", "2027-11-27")];
        let of = |first, second| [&[first, second][..], &days].concat();
        // What the pages name as a choice anyway would only be masked there.
        let no_person = [concern, held.as_str()];
        let elsewhere = self.duty_elsewhere.as_str();
        let place = Place::new;
        let others = [self.proposed_elsewhere.as_str(), &held, concern];
        let answering = place("lena", "/roller/svar", &[("duty", &proposal), ("answer", "yes")], &others);
        // Refused, where one that nobody made is gone. Such an id is known to nobody who does not see the proposal.
        let answering = Place { told_apart: Some(self.proposed_elsewhere.clone()), ..answering };
        vec![
            place("eva", "/personer/andra", &[person, ("title", "kurator"), ("phone", "1")], &no_person),
            place("eva", "/roller", &of(person, ("unit", &unit)), &no_person),
            place("eva", "/roller", &of(("unit", &unit), person), &no_person),
            place(
                "eva",
                "/enheter",
                &[("authority", &authority), ("name", "Ny enhet"), ("regime", "strong")],
                &no_person,
            ),
            answering,
            place(
                "lena",
                "/enhetens-roller/fornya",
                &[("duty", &held), ("until", "2027-11-01")],
                &[elsewhere, concern],
            ),
            place("lena", "/enhetens-roller/avsluta", &[("duty", &held)], &[elsewhere, concern]),
            place("eva", "/personer/aterstall", &[person], &no_person),
            place("eva", "/personer/stang", &[person], &no_person),
        ]
    }
}

/// Eva proposes a duty at Jonas's unit. Returns Jonas's own.
async fn proposed_at_the_police(world: &World) -> Duty {
    let jonas = world.desk("jonas").await.card().duty.clone();
    let today = world.clock.today();
    let new = NewDuty {
        account: world.badge("karin").await.account,
        unit: jonas.unit.id,
        role: Role::PoliceLiaison,
        from: today,
        until: LegalDay::new(today.date() + time::Duration::days(30)),
        handles_protected: false,
    };
    world.desk("eva").await.propose(new).await.unwrap();
    jonas
}

fn consent_form<'f>(to: &'f str, number: &'f str, child: &'f str) -> Vec<(&'static str, &'f str)> {
    vec![
        ("to", to),
        ("form", number),
        ("name", "Barn"),
        ("number", child),
        ("scope_contact", "yes"),
        ("said_by", "mamma"),
        ("guardians", "only"),
        ("young", "yes"),
        ("given", "oral"),
        ("from", "2026-11-24"),
        ("until", "2027-01-05"),
        ("told", "yes"),
    ]
}

/// Sends the form with that id in it. What came with the request is masked in the answer.
async fn sent(world: &World, browser: &mut Browser, place: &Place, id: &str) -> (StatusCode, Answer) {
    let number = world.office.new_form_number().as_simple().to_string();
    let body = format!("token={}&{}", browser.token, place.with(id, &number));
    let seen = browser.ask(Method::POST, &place.path, body).await;
    (seen.status, Answer::of(&seen, &[id, &number]))
}

both_engines!(no_id_in_a_form_leads_to_what_is_not_ones_own, |world: World| async move {
    let there = There::in_world(&world).await;
    let mut places = there.of_the_work(&world).await;
    places.extend(there.of_the_staff(&world).await);
    let missing = Id::<()>::from_random([9; 16]).to_string();
    let mut asked = 0;
    for place in places {
        // Three codes are good at one moment.
        world.clock.advance(time::Duration::minutes(2));
        let mut browser = world.browser(place.who).await;
        let before = world.records().await;
        let (_, nothing) = sent(&world, &mut browser, &place, &missing).await;
        let there = place.others.iter().map(String::as_str);
        for id in there.chain([missing.as_str()]).chain(NO_IDS).chain([""]) {
            let said = format!("{} {} {}={id}", place.who, place.path, place.field);
            let (status, answer) = sent(&world, &mut browser, &place, id).await;
            assert!(status.is_client_error(), "{said}: {status}");
            assert_eq!(world.records().await, before, "{said}");
            let is_apart = place.told_apart.as_deref() == Some(id);
            if !is_apart && place.others.iter().any(|other| other == id) {
                assert!(answer == nothing, "{said}: {status} shows that there is such a thing");
            }
            asked += 1;
        }
        // The same form with its own id is taken, so that the refusals meant something.
        let own = place.form[0].1.clone();
        let (status, _) = sent(&world, &mut browser, &place, &own).await;
        assert!(status.is_success() || status.is_redirection(), "{} {}: {status}", place.who, place.path);
    }
    println!("{asked} ids in forms on {:?}, none taken", world.engine);
});

both_engines!(no_id_in_an_address_shows_what_is_not_ones_own, |world: World| async move {
    let lisa = Newcomer::lisa();
    let lisa = world.taken_on(lisa).await.to_string();
    let own = world.handed("karin", world.concern(Some(ELIAS), "QZEGETAB")).await;
    let other = world.handed("lisa", world.concern(Some(ALVA), "QZANNANS")).await;
    world.desk("sara").await.show(desk::concerns::OneConcern(other.received)).await.unwrap();
    let sara = world.badge("sara").await.account.to_string();
    let [own, received, theirs, copy] =
        [own.own, own.received, other.own, other.received].map(|id| id.to_string());
    let missing = Id::<()>::from_random([9; 16]).to_string();
    let micros = world.clock.now().micros() + 1;
    for (who, before, after, others) in [
        ("karin", "/remisser/ny?om=", "", vec![&theirs, &received, &copy]),
        ("karin", "/oro?efter=", "-", vec![&theirs, &copy, &own]),
        ("sara", "/inkomna?efter=", "-", vec![&theirs, &own, &received]),
        // Eva reviews nothing, and in her own log only her own readings stand.
        ("karin", "/min-logg?reader=", "", vec![&sara, &lisa]),
        ("jonas", "/min-logg?reader=", "", vec![&sara, &lisa]),
    ] {
        world.clock.advance(time::Duration::minutes(2));
        let mut browser = world.browser(who).await;
        let address = |id: &str| match after {
            "-" => format!("{before}{micros}-{id}"),
            _ => format!("{before}{id}"),
        };
        let mut answered = Vec::new();
        for id in [&missing].into_iter().chain(others) {
            let entries = world.entries().await;
            let seen = browser.get(&address(id)).await;
            assert!(!seen.body.contains("QZANNANS") || who == "sara", "{}", address(id));
            assert_eq!(world.entries().await, entries + 1, "{}", address(id));
            answered.push((seen.status, seen.body.contains("QZEGETAB"), id.clone()));
        }
        let (status, shows, _) = answered[0].clone();
        assert!(
            answered.iter().all(|(s, shown, _)| (*s, *shown) == (status, shows)),
            "{before}: {answered:?}"
        );
    }
    world.clock.advance(time::Duration::minutes(2));
    let mut karin = world.browser("karin").await;
    assert!(karin.get(&format!("/remisser/ny?om={own}")).await.body.contains("QZEGETAB"), "her own is hers");
});
