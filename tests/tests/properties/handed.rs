//! What units hand over to each other on a consent: who receives what, and what ends with the consent.

use axum::http::StatusCode;
use desk::{
    Fault,
    referrals::{Ground, NewReferral},
};
use domain::{Id, consent::Consent, person::Identity, referral::Purpose};
use tests::{World, both_engines, world::ELIAS};

async fn youth_centre(world: &World) -> domain::unit::Unit {
    let units = world.desk("sara").await.other_units().await.unwrap();
    units.into_iter().find(|unit| unit.name == "Fritidsgården").unwrap()
}

/// A task for the youth centre, resting on a consent.
async fn task(world: &World, ground: Ground) -> NewReferral {
    NewReferral {
        form: world.office.new_form_number(),
        purpose: Purpose::Task,
        to: youth_centre(world).await.id,
        about: Some(Identity { name: "Elias".to_owned(), number: None }),
        number: Some(world.number(ELIAS)),
        protected: false,
        what: "Följ med till fotbollen på onsdagar".to_owned(),
        background: None,
        due: None,
        ground,
        intervention: None,
    }
}

/// A task that was handed over through the pages, as Amira finds it.
async fn handed_over(world: &World) -> (Id<Consent>, String) {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "HEMLIGT")).await;
    let intervention = world.followed("sara", handed.received, ("SKAL", "Elias", "MALET")).await;
    let consent = world.consented("sara", "SAGT").await;
    let mut sara = world.browser("sara").await;
    let page = format!("/insatser/{intervention}/uppgift");
    let fields = [
        ("form", world.office.new_form_number().to_string()),
        ("consent", consent.to_string()),
        ("what", "Följ med till fotbollen på onsdagar".to_owned()),
        ("due", "2027-01-05".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sent = sara.submit(&page, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let list = world.browser("amira").await.get("/remisser").await;
    let links = list.body.split("href=\"/remisser/").skip(1).filter_map(|rest| rest.split('"').next());
    let id = links.into_iter().find(|id| id.len() == 32);
    (consent, format!("/remisser/{}", id.expect("the task stands in her list")))
}

// Domain test (a): 7 kap. 2 § and 12 kap. 2 § OSL.
both_engines!(a_unit_without_secrecy_receives_only_what_a_consent_names, |world: World| async move {
    let sara = world.desk("sara").await;
    let refused = |answer: Result<_, Fault>| matches!(answer, Err(Fault::Refused(_)));
    assert!(refused(sara.refer(task(&world, Ground::OwnTask).await).await), "another authority");
    let other = Ground::Consent(Id::from_random([9; 16]));
    assert!(refused(sara.refer(task(&world, other).await).await), "no such consent");
    let consent = world.consented("sara", "SAGT").await;
    let wider =
        NewReferral { purpose: Purpose::Consultation, ..task(&world, Ground::Consent(consent)).await };
    assert!(refused(sara.refer(wider).await), "a consultation is about nobody and rests on nothing");
    sara.refer(task(&world, Ground::Consent(consent)).await).await.unwrap();
    sara.withdraw_consent(consent).await.unwrap();
    assert!(refused(sara.refer(task(&world, Ground::Consent(consent)).await).await), "it was withdrawn");
});

both_engines!(leisure_sees_its_own_task_and_nothing_else, |world: World| async move {
    let (_, task) = handed_over(&world).await;
    let mut amira = world.browser("amira").await;
    let seen = amira.get(&task).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.body.contains("Följ med till fotbollen"), "{}", seen.body);
    for secret in ["HEMLIGT", "MALET", "SKAL", "SAGT", &ELIAS[2..]] {
        assert!(!seen.body.contains(secret), "{secret}");
    }
    for answer in ["accept", "done"] {
        let said = amira.submit(&format!("{task}/svar"), &[("answer", answer)]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    }
    assert_eq!(world.browser("jonas").await.get(&task).await.status, StatusCode::NOT_FOUND);
});

// Domain test (j): what rests on a consent ends with it, from the next request on.
both_engines!(a_withdrawn_consent_closes_what_rests_on_it, |world: World| async move {
    let (consent, task) = handed_over(&world).await;
    let mut amira = world.browser("amira").await;
    assert_eq!(amira.get(&task).await.status, StatusCode::OK);
    let mut sara = world.browser("sara").await;
    let done = sara.submit(&format!("/samtycken/{consent}/aterkalla"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(amira.get(&task).await.status, StatusCode::NOT_FOUND, "no secrecy of its own");
    let list = amira.get("/remisser").await;
    assert!(!list.body.contains(&task), "neither in a list");
    let again = sara.submit(&format!("/samtycken/{consent}/aterkalla"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "once is enough");
});

both_engines!(a_copy_with_secrecy_of_its_own_says_that_the_consent_is_gone, |world: World| async move {
    let (sent, received) = world.requested("karin", "SAGT").await;
    let own = world.store.read().await.unwrap().referral(sent).await.unwrap().unwrap();
    let consent = own.cover().consent.unwrap().consent;
    let (mut karin, mut petra) = (world.browser("karin").await, world.browser("petra").await);
    let page = format!("/remisser/{received}");
    assert!(!petra.get(&page).await.body.contains("före återkallelsen"));
    karin.submit(&format!("/samtycken/{consent}/aterkalla"), &[]).await;
    let seen = petra.get(&page).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.body.contains("lämnades ut före återkallelsen"), "{}", seen.body);
});

both_engines!(both_sides_know_where_a_request_stands, |world: World| async move {
    let (sent, received) = world.requested("karin", "SAGT").await;
    let (mut karin, mut petra) = (world.browser("karin").await, world.browser("petra").await);
    let answer = format!("/remisser/{received}/svar");
    let unsaid = petra.submit(&answer, &[("answer", "decline")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "a no has a reason");
    let said = petra.submit(&answer, &[("answer", "decline"), ("reason", "not_our_group")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let seen = karin.get(&format!("/remisser/{sent}")).await;
    assert!(seen.body.contains("Avböjd") && seen.body.contains("åldersgrupp"), "{}", seen.body);
    let late = petra.submit(&answer, &[("answer", "accept")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it was answered");
    assert_eq!(karin.get(&format!("/remisser/{received}")).await.status, StatusCode::NOT_FOUND);
});

// Domain test (b): 6 kap. 11 and 13 §§ föräldrabalken.
both_engines!(one_of_two_guardians_is_told_why_it_is_no_consent, |world: World| async move {
    let to = youth_centre(&world).await.id.to_string();
    let form = world.office.new_form_number().to_string();
    let mut sara = world.browser("sara").await;
    let with = |guardians: &'static str| {
        [
            ("form", form.clone()),
            ("name", "Elias".to_owned()),
            ("number", ELIAS.to_owned()),
            ("to", to.clone()),
            ("scope_interventions", "yes".to_owned()),
            ("said_by", "mamma".to_owned()),
            ("guardians", guardians.to_owned()),
            ("young", "yes".to_owned()),
            ("given", "oral".to_owned()),
            ("from", "2026-11-24".to_owned()),
            ("until", "2027-01-05".to_owned()),
            ("told", "yes".to_owned()),
        ]
    };
    let mut submit = async |guardians| {
        let fields = with(guardians);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        sara.submit("/samtycken", &fields).await
    };
    let seen = submit("one_of_two").await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("6 kap. 13 § föräldrabalken"), "{}", seen.body);
    assert!(seen.body.contains("value=\"mamma\""), "nothing is lost");
    assert_eq!(submit("other_prevented").await.status, StatusCode::SEE_OTHER);
});
