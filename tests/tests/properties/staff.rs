//! Those who keep people, units and duties: nobody gives anybody, oneself included, a way into a record alone.

use axum::http::StatusCode;
use desk::{concerns::OneConcern, duties::NewDuty, staff::Staff};
use domain::{
    Id, LegalDay,
    duty::{Account, Duty, Role},
};
use tests::{World, both_engines, scene::Newcomer, world::ELIAS};
use time::Duration;

both_engines!(whoever_resets_an_account_opens_nothing_with_it, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "HEMLIGT").await;
    let sara = world.desk("sara").await.card().duty.clone();
    let eva = world.desk("eva").await;
    eva.reset_account(sara.account).await.unwrap();
    // Whoever holds the new password stands where Sara stands: the duty has ended, a report can still be sent.
    let as_sara = world.desk("sara").await;
    assert!(as_sara.show(OneConcern(received)).await.is_err());
    let lena = world.desk("lena").await;
    let until = LegalDay::new(lena.today().date() + Duration::days(300));
    lena.renew(vec![sara.id], until).await.unwrap();
    world.desk("sara").await.show(OneConcern(received)).await.map(|_| ()).unwrap();
});

/// What `who` gets for saying yes to a proposal.
async fn approved(world: &World, who: &str, proposal: Id<Duty>) -> StatusCode {
    let form = [("duty", proposal.to_string()), ("answer", "yes".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    world.browser(who).await.submit("/roller/svar", &form).await.status
}

async fn proposed(world: &World, account: Id<Account>, unit: &str, in_days: i64) -> Id<Duty> {
    let eva = world.desk("eva").await;
    let units = world.store.read().await.unwrap().units().await.unwrap();
    let from = LegalDay::new(eva.today().date() + Duration::days(in_days));
    let unit = units.iter().find(|known| known.name == unit).unwrap().id;
    let until = LegalDay::new(from.date() + Duration::days(30));
    let new = NewDuty { account, unit, role: Role::SocialWorker, from, until, handles_protected: false };
    eva.propose(new).await.unwrap();
    let proposals = world.store.read().await.unwrap().proposals().await.unwrap();
    proposals.iter().find(|proposal| proposal.duty.account == account).unwrap().duty.id
}

// ADR 8: whoever takes the heads away does not thereby get their say.
both_engines!(administrators_do_not_staff_a_board_by_removing_its_heads, |world: World| async move {
    let evas = world.desk("eva").await.card().duty.unit.name.clone();
    let second = Newcomer {
        username: "second",
        unit: &evas,
        role: Role::SystemAdministrator,
        number: None,
        handles_protected: false,
    };
    world.taken_on(second).await;
    let (lena, jonas) = (world.badge("lena").await.account, world.badge("jonas").await.account);
    let proposal = proposed(&world, jonas, "Mottagningen", 0).await;
    world.desk("eva").await.close_account(lena).await.unwrap();
    let mut browser = world.browser_of("second").await;
    let form = [("duty", proposal.to_string()), ("answer", "yes".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answered = browser.submit("/roller/svar", &form).await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN, "{}", answered.body);
});

both_engines!(
    a_unit_without_a_head_is_answered_for_by_the_heads_of_its_authority,
    |world: World| async move {
        let amira = world.badge("amira").await.account;
        let proposal = proposed(&world, amira, "SSPF-samordningen", 0).await;
        assert_eq!(approved(&world, "eva", proposal).await, StatusCode::FORBIDDEN, "she proposed it");
        let lenas = world.browser("lena").await.get("/enhetens-roller").await;
        assert!(lenas.body.contains("SSPF-samordningen"), "{}", lenas.body);
        assert_eq!(approved(&world, "lena", proposal).await, StatusCode::SEE_OTHER);
    }
);

both_engines!(a_reset_ends_also_what_begins_later_and_what_is_proposed, |world: World| async move {
    let sara = world.badge("sara").await.account;
    let later = proposed(&world, sara, "Mottagningen", 1).await;
    assert_eq!(approved(&world, "lena", later).await, StatusCode::SEE_OTHER);
    proposed(&world, sara, "SSPF-samordningen", 2).await;
    world.desk("eva").await.reset_account(sara).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert!(tx.proposals().await.unwrap().iter().all(|proposal| proposal.duty.account != sara));
    let today = world.desk("eva").await.today().date();
    for duty in tx.duties(sara).await.unwrap() {
        for days in 0..40 {
            assert!(!duty.holds_on(LegalDay::new(today + Duration::days(days))), "{}", duty.unit.name);
        }
    }
});

both_engines!(a_duty_that_ended_long_ago_is_made_by_two_again, |world: World| async move {
    let staffing = world.staffing().await;
    let lena = world.desk("lena").await;
    let today = lena.today().date();
    let until = LegalDay::new(today + Duration::days(30));
    world.setup.end_duty(staffing.held, LegalDay::new(today - Duration::days(91))).await.unwrap();
    assert!(lena.renew(vec![staffing.held], until).await.is_err());
    world.setup.end_duty(staffing.held, LegalDay::new(today - Duration::days(90))).await.unwrap();
    lena.renew(vec![staffing.held], until).await.unwrap();
});

both_engines!(
    a_proposal_that_is_gone_is_answered_like_one_that_is_not_for_the_reader,
    |world: World| async move {
        let staffing = world.staffing().await;
        let missing = Id::<()>::from_random([9; 16]).to_string();
        for user in ["karin", "sara", "margit"] {
            let mut browser = world.browser(user).await;
            for duty in [staffing.proposal.to_string(), missing.clone()] {
                let before = world.entries().await;
                let seen = browser.submit("/roller/svar", &[("duty", &duty), ("answer", "yes")]).await;
                assert_eq!(seen.status, StatusCode::FORBIDDEN, "{user}");
                assert_eq!(world.entries().await, before + 1, "{user}");
            }
        }
        let mut lena = world.browser("lena").await;
        let seen = lena.submit("/roller/svar", &[("duty", &missing), ("answer", "yes")]).await;
        assert_eq!(seen.status, StatusCode::CONFLICT, "her list was old");
    }
);

both_engines!(a_new_colleague_does_not_open_what_is_about_themselves, |world: World| async move {
    let mut eva = world.browser("eva").await;
    let form = [
        ("new_name", "Ny Kollega"),
        ("new_username", "ny.kollega"),
        ("new_title", "socialsekreterare"),
        ("new_phone", ""),
    ];
    let without = eva.submit("/personer", &form).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("id=\"new_number-e\"") && without.body.contains("Ny Kollega"));
    let opened = eva.submit("/personer", &[&form[..], &[("new_number", ELIAS)]].concat()).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    assert!(!opened.body.contains(ELIAS));
    let people = world.desk("eva").await.show(Staff).await.unwrap().people;
    let colleague = people.iter().find(|person| person.username == "ny.kollega").unwrap().id;
    let mut tx = world.store.read().await.unwrap();
    let units = tx.units().await.unwrap();
    drop(tx);
    let intake = units.iter().find(|unit| unit.receives_concerns).unwrap();
    let days =
        desk::setup::Days { from: world.desk("eva").await.today(), until: None, handles_protected: false };
    let duty = world.setup.duty(colleague, intake, Role::SocialWorker, days).await.unwrap();
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let badge = desk::Badge { account: colleague, duty: Some(duty), second_factor: true };
    let occasion = world.office.occasion("test", "test".to_owned());
    let desk = desk::Desk::open(world.office.clone(), badge, occasion).await.unwrap();
    assert!(desk.show(OneConcern(received)).await.is_err(), "it is about themselves");
});

both_engines!(a_head_without_an_intake_has_a_home, |world: World| async move {
    let head = Newcomer {
        username: "rektorn",
        unit: "Elevhälsan",
        role: Role::HeadOfUnit,
        number: None,
        handles_protected: false,
    };
    world.taken_on(head).await;
    let mut browser = world.browser_of("rektorn").await;
    assert_eq!(browser.get("/att-gora").await.status, StatusCode::OK);
});

both_engines!(a_unit_that_has_received_anything_keeps_its_secrecy, |world: World| async move {
    world.requested("karin", "M").await;
    let mut eva = world.browser("eva").await;
    let petras = world.desk("petra").await.card().duty.unit.clone();
    let form = [
        ("unit", petras.id.to_string()),
        ("name", petras.name.clone()),
        ("regime", "none".to_owned()),
        ("phone", String::new()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let seen = eva.submit("/enheter", &form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
});
