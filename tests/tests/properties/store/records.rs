//! Records: covers come back as they were written, through every state; versions and uniques stand in the way.

use access::{RecordKind, RecordRef, record::AssessmentRecord};
use desk::ports::{Page, Write};
use domain::{
    Id, LegalDay,
    assessment::{AssessmentCover, Judged, Opening, Protection},
    concern::{ConcernCover, Side, Source, Stage},
    disclosure::{Disclosure, Field},
    intervention::{Ending, Event, FollowUpCover, InterventionCover, Kind, Outcome, State, Went},
    person::PersonToken,
    unit::Agency,
};
use tests::{World, both_engines};
use time::macros::date;

use super::make::{DAY, Places, at, groups, id, is_conflict, write};

both_engines!(covers_of_concerns_come_back_with_every_fact, |world: World| async move {
    let places = Places::of(&world).await;
    let person = places.person(&world, Some(PersonToken([9; 32])), false);
    write(&world, vec![Write::Person(person.clone(), groups(&world, 1))]).await.unwrap();
    let mut wanted = Vec::new();
    for facts in 0..32_u8 {
        let is = |bit: u8| facts & (1 << bit) != 0;
        let disclosure = places.disclosure(&world, at(i64::from(facts)));
        let from = Agency::ALL[usize::from(facts) % Agency::ALL.len()];
        let in_service = Source::InService { reporter: disclosure.released_by, from };
        let cover = ConcernCover {
            source: if is(3) && !is(4) { Source::SealedApart } else { in_service },
            token: is(0).then_some(PersonToken([facts; 32])),
            person: is(1).then_some(person.id),
            protected: is(2),
            guardians_must_not_know: is(3),
            feedback_asked: is(1),
            ..places.concern(&world, if is(4) { Side::Sent } else { Side::Received }, &disclosure)
        };
        let new = Write::Concern(cover.clone(), groups(&world, 1));
        write(&world, vec![Write::Disclosure(disclosure), new]).await.unwrap();
        wanted.push(cover);
    }
    let mut tx = world.store.read().await.unwrap();
    for cover in &wanted {
        assert_eq!(tx.concern(cover.id).await.unwrap().unwrap().cover(), cover);
    }
    let all = Page { limit: 100, after: None };
    let received = tx.received(places.intake.unit.id, false, all).await.unwrap();
    let sent = tx.sent(places.school.account, all).await.unwrap();
    assert_eq!((received.len(), sent.len()), (16, 16));
    assert!(received.iter().chain(&sent).all(|line| wanted.contains(line.cover())), "lines carry the same");
    assert!(tx.concern(id(&world)).await.unwrap().is_none());
});

both_engines!(a_concern_comes_back_in_every_stage, |world: World| async move {
    let places = Places::of(&world).await;
    for protection in Protection::ALL {
        for opening in Opening::ALL {
            let cover = places.received(&world, None).await;
            let person = places.person(&world, None, false);
            let assessed = cover.assess(protection, person.id).unwrap();
            let new = Write::Person(person, groups(&world, 1));
            write(&world, vec![new, Write::ConcernChanged(assessed.clone())]).await.unwrap();
            let mut tx = world.store.read().await.unwrap();
            assert_eq!(tx.concern(assessed.id).await.unwrap().unwrap().cover(), &assessed);
            drop(tx);
            let decided = assessed.decide(opening, DAY).unwrap();
            write(&world, vec![Write::ConcernChanged(decided.clone())]).await.unwrap();
            let mut tx = world.store.read().await.unwrap();
            assert_eq!(tx.concern(decided.id).await.unwrap().unwrap().cover(), &decided);
            assert_eq!(decided.stage, Stage::Decided(protection, opening));
        }
    }
});

both_engines!(a_change_of_an_older_version_is_a_conflict, |world: World| async move {
    let places = Places::of(&world).await;
    let cover = places.received(&world, None).await;
    let person = places.person(&world, None, false);
    write(&world, vec![Write::Person(person.clone(), groups(&world, 1))]).await.unwrap();
    let first = cover.clone().assess(Protection::Needed, person.id).unwrap();
    let second = cover.assess(Protection::NotNeeded, person.id).unwrap();
    write(&world, vec![Write::ConcernChanged(first.clone())]).await.unwrap();
    assert!(is_conflict(&write(&world, vec![Write::ConcernChanged(second)]).await));
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.concern(first.id).await.unwrap().unwrap().cover(), &first);
    drop(tx);
    let offered = places.intervention(&world, first.id, at(0));
    write(&world, vec![Write::Intervention(offered.clone(), groups(&world, 1))]).await.unwrap();
    let started = offered.clone().start().unwrap();
    let broken_off = offered.end(&ending(Outcome::BrokenOff)).unwrap();
    write(&world, vec![Write::InterventionChanged(started.clone())]).await.unwrap();
    assert!(is_conflict(&write(&world, vec![Write::InterventionChanged(broken_off)]).await));
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.intervention(started.id).await.unwrap().unwrap().cover(), &started);
});

both_engines!(handings_over_come_back_with_days_and_fields, |world: World| async move {
    let places = Places::of(&world).await;
    let days = [date!(1969 - 12 - 31), date!(2023 - 11 - 30), date!(2024 - 02 - 29), date!(2099 - 12 - 31)];
    for (number, day) in days.into_iter().enumerate() {
        let disclosure = Disclosure {
            day: LegalDay::new(day),
            fields: Field::ALL.into_iter().skip(number * 2).collect(),
            ..places.disclosure(&world, at(i64::try_from(number).unwrap() * 333_333))
        };
        write(&world, vec![Write::Disclosure(disclosure.clone())]).await.unwrap();
        let found = world.store.read().await.unwrap().disclosure(disclosure.id).await.unwrap();
        assert_eq!(found, Some(disclosure));
    }
});

fn assessment(world: &World, of: &ConcernCover, judged: Judged, when: i64) -> AssessmentRecord {
    let (id, by, at) = (id(world), of.source.reporter().unwrap(), at(when));
    let cover =
        AssessmentCover { id, concern: of.id, authority: of.authority, unit: of.unit, judged, by, at };
    AssessmentRecord { id, cover, responsible: None, token: of.token, protected: of.protected }
}

both_engines!(assessments_come_back_in_order_one_of_each_stage, |world: World| async move {
    let places = Places::of(&world).await;
    for protection in Protection::ALL {
        for opening in Opening::ALL {
            let concern = places.received(&world, Some(PersonToken([3; 32]))).await;
            let later = assessment(&world, &concern, Judged::Opening(opening), 2);
            let earlier = assessment(&world, &concern, Judged::Protection(protection), 1);
            let new = [&later, &earlier].map(|one| Write::Assessment(one.clone(), groups(&world, 1)));
            write(&world, new.into()).await.unwrap();
            let found = world.store.read().await.unwrap().assessments(concern.id).await.unwrap();
            let found: Vec<String> = found.iter().map(|one| format!("{:?}", one.cover())).collect();
            assert_eq!(found, [format!("{earlier:?}"), format!("{later:?}")]);
            let again = assessment(&world, &concern, Judged::Opening(Opening::Open), 3);
            assert!(is_conflict(&write(&world, vec![Write::Assessment(again, groups(&world, 1))]).await));
        }
    }
});

fn ending(outcome: Outcome) -> Ending {
    Ending::new(outcome, Some("Skäl".to_owned())).unwrap()
}

both_engines!(events_come_back_in_order_and_the_next_day_moves_the_intervention, |world: World| async move {
    let places = Places::of(&world).await;
    let concern = places.received(&world, None).await;
    let token = Some(PersonToken([4; 32]));
    let offered =
        InterventionCover { token, protected: true, ..places.intervention(&world, concern.id, at(0)) };
    write(&world, vec![Write::Intervention(offered.clone(), groups(&world, 1))]).await.unwrap();
    let (next, by) = (LegalDay::new(date!(2027 - 02 - 28)), offered.responsible);
    let followed_up = Went::ALL.map(|went| Event::FollowedUp { went, next });
    let mut wanted: Vec<FollowUpCover> = Vec::new();
    for (number, event) in (0_i64..).zip(followed_up.into_iter().chain(Outcome::ALL.map(Event::Ended))) {
        let cover = offered.event(id(&world), (DAY, event), (by, at(number)));
        write(&world, vec![Write::FollowUp(cover.clone(), groups(&world, 1))]).await.unwrap();
        wanted.push(cover);
    }
    let mut tx = world.store.read().await.unwrap();
    let found = tx.follow_ups(offered.id).await.unwrap();
    assert!(found.iter().map(access::Sealed::cover).eq(&wanted), "oldest first");
    for one in &found {
        let facts = one.facts();
        let again = tx.facts(facts.record).await.unwrap();
        assert_eq!(format!("{again:?}"), format!("{:?}", Some(&facts)));
        assert_eq!((facts.token, facts.protected), (token, true), "as strictly as the intervention");
    }
    assert!(tx.follow_ups(id(&world)).await.unwrap().is_empty());
    drop(tx);
    let moved = offered.follow_up(DAY, next, DAY).unwrap();
    write(&world, vec![Write::InterventionChanged(moved.clone())]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.intervention(moved.id).await.unwrap().unwrap().cover(), &moved);
});

both_engines!(interventions_come_back_in_every_kind_and_state, |world: World| async move {
    let places = Places::of(&world).await;
    let concern = places.received(&world, None).await;
    let states = [State::Planned, State::Ongoing].into_iter().chain(Outcome::ALL.map(State::Ended));
    let mut wanted: Vec<InterventionCover> = Vec::new();
    for (number, (state, kind)) in (0_u8..).zip(states.zip(Kind::ALL)) {
        let cover = InterventionCover {
            state,
            kind,
            token: (number % 2 == 0).then_some(PersonToken([number; 32])),
            protected: number % 3 == 0,
            follow_up: LegalDay::new(date!(2027 - 02 - 28)),
            ..places.intervention(&world, concern.id, at(i64::from(number)))
        };
        write(&world, vec![Write::Intervention(cover.clone(), groups(&world, 1))]).await.unwrap();
        wanted.push(cover);
    }
    let mut tx = world.store.read().await.unwrap();
    for cover in &wanted {
        assert_eq!(tx.intervention(cover.id).await.unwrap().unwrap().cover(), cover);
    }
    let lines = tx.interventions_of(concern.id).await.unwrap();
    assert!(lines.iter().map(access::Sealed::cover).eq(&wanted), "in the order in which they were offered");
    assert!(tx.interventions_of(id(&world)).await.unwrap().is_empty());
    drop(tx);
    for before in wanted {
        let after = match before.state {
            State::Planned => before.start().unwrap(),
            State::Ongoing => before.end(&ending(Outcome::Partly)).unwrap(),
            State::Ended(_) => continue,
        };
        write(&world, vec![Write::InterventionChanged(after.clone())]).await.unwrap();
        let mut tx = world.store.read().await.unwrap();
        assert_eq!(tx.intervention(after.id).await.unwrap().unwrap().cover(), &after);
    }
});

both_engines!(a_person_is_known_at_one_authority_alone, |world: World| async move {
    let places = Places::of(&world).await;
    let token = PersonToken([5; 32]);
    let person = places.person(&world, Some(token), true);
    let unknown = [places.person(&world, None, false), places.person(&world, None, false)];
    let new = [vec![person.clone()], unknown.to_vec()].concat().into_iter();
    write(&world, new.map(|one| Write::Person(one, groups(&world, 1))).collect()).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.person_known(person.authority, token).await.unwrap(), Some(person.clone()));
    let elsewhere = places.school.unit.authority.id;
    assert_eq!(tx.person_known(elsewhere, token).await.unwrap(), None);
    assert_eq!(tx.person_known(person.authority, PersonToken([6; 32])).await.unwrap(), None);
    drop(tx);
    let again = places.person(&world, Some(token), false);
    assert!(is_conflict(&write(&world, vec![Write::Person(again, groups(&world, 1))]).await));
});

both_engines!(the_registers_protected_flag_is_on_everything_about_the_person, |world: World| async move {
    let places = Places::of(&world).await;
    let (token, other) = (PersonToken([5; 32]), PersonToken([6; 32]));
    let register =
        |token, protected| Write::Person(places.person(&world, Some(token), protected), groups(&world, 1));
    write(&world, vec![register(token, true), register(other, false)]).await.unwrap();
    for (token, protected) in [(Some(token), true), (Some(other), false), (None, false)] {
        let concern = places.received(&world, token).await;
        let judged = assessment(&world, &concern, Judged::Protection(Protection::NotNeeded), 1);
        let offered = InterventionCover { token, ..places.intervention(&world, concern.id, at(1)) };
        let (about, made) = (judged.id, offered.id);
        let new =
            [Write::Assessment(judged, groups(&world, 1)), Write::Intervention(offered, groups(&world, 1))];
        write(&world, new.into()).await.unwrap();
        let mut tx = world.store.read().await.unwrap();
        assert_eq!(tx.concern(concern.id).await.unwrap().unwrap().cover().protected, protected);
        let lines = tx.received(concern.unit, false, Page { limit: 100, after: None }).await.unwrap();
        let line = lines.iter().find(|line| line.cover().id == concern.id).unwrap();
        assert_eq!(line.cover().protected, protected);
        assert_eq!(tx.assessments(concern.id).await.unwrap()[0].cover().protected, protected);
        assert_eq!(tx.intervention(made).await.unwrap().unwrap().cover().protected, protected);
        assert_eq!(tx.interventions_of(concern.id).await.unwrap()[0].cover().protected, protected);
        let records = [
            (RecordKind::Concern, concern.id.uuid()),
            (RecordKind::Assessment, about.uuid()),
            (RecordKind::Intervention, made.uuid()),
        ];
        for (kind, id) in records {
            let facts = tx.facts(RecordRef { kind, id }).await.unwrap().unwrap();
            assert_eq!((facts.protected, facts.token), (protected, token), "{kind:?}");
        }
    }
});

both_engines!(facts_are_those_of_the_sealed_record, |world: World| async move {
    let places = Places::of(&world).await;
    let concern = places.received(&world, Some(PersonToken([8; 32]))).await;
    let offered = places.intervention(&world, concern.id, at(1));
    write(&world, vec![Write::Intervention(offered.clone(), groups(&world, 1))]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let of_concern = tx.concern(concern.id).await.unwrap().unwrap().facts();
    let of_offer = tx.intervention(offered.id).await.unwrap().unwrap().facts();
    for facts in [of_concern, of_offer] {
        let again = tx.facts(facts.record).await.unwrap();
        assert_eq!(format!("{again:?}"), format!("{:?}", Some(facts)));
    }
    let nowhere = Id::<()>::from_random([1; 16]).uuid();
    for kind in [RecordKind::Concern, RecordKind::Assessment, RecordKind::Intervention] {
        assert!(tx.facts(RecordRef { kind, id: nowhere }).await.unwrap().is_none());
    }
    assert_eq!(concern.received_on, DAY);
});
