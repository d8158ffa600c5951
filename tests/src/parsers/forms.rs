//! The larger forms, from the bytes of a request to what the desk takes: as a browser's body, read by the extractor
//! that the pages use. Every form there is, the small ones too, goes through the whole program in `pages`.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use axum::{
    body::Body,
    extract::{Form, FromRequest},
    http::Request,
};
use domain::{
    Id, LegalDay,
    duty::{Duty, Role},
    outreach::{Place, Suspicion},
    person::Identity,
    referral::Purpose,
    unit::{Agency, Authority, Contact, SecrecyRegime, Unit},
};
use serde::de::DeserializeOwned;
use web::{
    forms::FieldErrors,
    pages::{concerns::ConcernForm, consents::ConsentForm, outreach::MeetingForm, referrals::ReferralForm},
    text::Language,
};

use super::TODAY;
use crate::browser::encode;

/// What the extractor makes of a body.
fn read<F: DeserializeOwned>(body: &[u8]) -> Option<F> {
    let request = Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_vec()))
        .ok()?;
    // The body is whole, so there is nothing to wait for.
    let mut reading = pin!(Form::<F>::from_request(request, &()));
    match reading.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(Form(form))) => Some(form),
        _ => None,
    }
}

/// A form that is not taken says why, in both languages.
fn faults(errors: &FieldErrors) {
    assert!(!errors.is_empty(), "what is not taken has a fault");
    for fault in errors.all() {
        for language in Language::ALL {
            let text = language.text().get(fault.key);
            assert!(!text.is_empty() && !text.starts_with('['), "{fault:?} has no text");
        }
    }
}

/// Nobody reads a name of more than 200 characters, and no text has space around it.
fn identity(about: &Identity) {
    assert!(about.name.chars().count() <= 200 && about.name.trim() == about.name);
}

/// A concern that is taken is whole; sent again by the review's hidden fields, or from a draft, it is the same.
pub(super) fn concern(bytes: &[u8]) {
    let Some(form) = read::<ConcernForm>(bytes) else { return };
    let pairs = form.hidden();
    let body = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    let again = read::<ConcernForm>(body.join("&").as_bytes()).map(|form| form.hidden());
    assert_eq!(again, Some(pairs), "sent again it is the same");
    let draft = Id::from_random([1; 16]);
    let kept = ConcernForm::of_draft(draft, &form.unfinished());
    assert!(kept.draft() == Some(draft) && kept.unfinished() == form.unfinished(), "a draft forgets nothing");
    let _ = (form.has_more(), form.has_number(), form.fork(), form.draft());
    if !form.not_to_be_kept().is_empty() {
        faults(&form.not_to_be_kept());
    }
    match form.parse(TODAY) {
        Err(errors) => faults(&errors),
        Ok(new) => {
            identity(&new.about);
            assert!(!new.observed.is_empty(), "something was seen");
            for written in
                [Some(&new.observed), new.hearsay.as_ref(), new.judgement.as_ref()].into_iter().flatten()
            {
                assert!(written.chars().count() <= 8000 && written.trim() == written && !written.is_empty());
            }
            let again = kept.parse(TODAY);
            assert!(again.is_ok_and(|again| again.about == new.about && again.observed == new.observed));
        }
    }
}

/// A consent that is taken names somebody, a unit, what for and from when until when.
pub(super) fn consent(bytes: &[u8]) {
    let Some(form) = read::<ConsentForm>(bytes) else { return };
    match form.parse(TODAY) {
        Err(errors) => faults(&errors),
        Ok(new) => {
            identity(&new.about);
            assert!(!new.about.name.is_empty() && !new.scopes.is_empty() && !new.said_by.is_empty());
            assert_eq!(new.to.to_string(), form.to);
            assert_eq!(new.from.to_string(), form.said().from.trim());
            assert_eq!(new.until.to_string(), form.said().until.trim());
        }
    }
}

/// A meeting that is taken is the same when its own form is sent again; broken off, nothing that was said is left.
pub(super) fn meeting(bytes: &[u8]) {
    let Some(form) = read::<MeetingForm>(bytes) else { return };
    let _ = form.has_more();
    assert!(form.misplaced().iter().all(|word| form.field("reason").contains(word)));
    let broken = form.clone().broken_off();
    assert!(
        ["reason", "reply", "suspicion", "next_contact"].iter().all(|said| broken.field(said).is_empty())
    );
    assert!(broken.parse(TODAY).is_err(), "the judgement was said too");
    let met = match form.parse(TODAY) {
        Err(errors) => return faults(&errors),
        Ok(met) => met,
    };
    met.about.iter().for_each(identity);
    let today = LegalDay::new(TODAY);
    assert!(met.held_on <= today && met.next_contact.is_none_or(|day| day >= today));
    assert!(!met.agencies.is_empty() && (!met.let_in || met.place == Place::Home));
    assert_eq!(met.talk.is_none(), form.is_broken_off());
    assert!(met.suspicion != Suspicion::Yes || (met.about.is_some() && met.guardians_know.is_some()));
    let again = MeetingForm::of(&met, 1);
    assert!(again.parse(TODAY).is_ok_and(|again| again == met), "sent again it is the same");
}

/// Karin's duty, and the units to which she can hand over: one of her own authority, one of another.
fn place() -> (Duty, [Unit; 2]) {
    let unit = |number: u8, agency| Unit {
        id: Id::from_random([number; 16]),
        authority: Authority { id: Id::from_random([number + 1; 16]), name: "Nämnd".to_owned(), agency },
        name: "Enhet".to_owned(),
        regime: SecrecyRegime::Strong,
        receives_concerns: false,
        contact: Contact::default(),
    };
    let units = [unit(1, Agency::School), unit(3, Agency::Leisure)];
    let duty = Duty {
        id: Id::from_random([5; 16]),
        account: Id::from_random([6; 16]),
        unit: unit(1, Agency::School),
        role: Role::SchoolCounsellor,
        from: LegalDay::new(TODAY),
        until: None,
        handles_protected: false,
    };
    (duty, units)
}

/// What is handed over names somebody only where its purpose does, and goes to a unit that there is.
pub(super) fn referral(bytes: &[u8]) {
    let Some(form) = read::<ReferralForm>(bytes) else { return };
    let (karin, units) = place();
    for role in Role::ALL {
        let duty = Duty { role, ..karin.clone() };
        match form.parse(TODAY, &duty, &units) {
            Err(errors) => faults(&errors),
            Ok(new) => {
                assert!(units.iter().any(|unit| unit.id == new.to) && !new.what.is_empty());
                assert_eq!(
                    new.about.is_some(),
                    new.purpose.names_somebody(),
                    "a consultation is about nobody"
                );
                assert!(new.purpose != Purpose::Consultation || new.number.is_none());
                assert!(new.background.is_none() || new.purpose.has_background());
                assert!(new.due.is_none_or(|due| due >= LegalDay::new(TODAY)));
                new.about.iter().for_each(identity);
            }
        }
    }
}
