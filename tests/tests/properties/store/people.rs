//! Authorities, units, accounts, duties, own tokens, conflicts.

use std::collections::BTreeSet;

use desk::ports::{AccountRow, Installation, SessionRow, Write};
use domain::{
    Id, LegalDay,
    duty::{Account, Duty, Role},
    person::PersonToken,
    unit::{Agency, Authority, Contact, SecrecyRegime, Unit},
};
use tests::{World, both_engines};
use time::macros::date;

use super::make::{DAY, at, id, is_conflict, write};

fn account(world: &World, username: &str, name: &str) -> AccountRow {
    AccountRow {
        id: id(world),
        username: username.to_owned(),
        name: name.to_owned(),
        title: "fältsekreterare".to_owned(),
        phone: "0454-00 00 09".to_owned(),
        password: "$argon2id$…".to_owned(),
        second_factor: vec![0, 255, 7],
        closed: None,
        initial_until: None,
    }
}

/// What an account is made of, to compare.
fn parts(row: AccountRow) -> impl PartialEq + std::fmt::Debug {
    let AccountRow { id, username, name, title, phone, password, second_factor, closed, initial_until } = row;
    (id, username, (name, title, phone), (password, second_factor), (closed, initial_until))
}

fn unit(world: &World, authority: &Authority, name: &str, regime: SecrecyRegime) -> Unit {
    let contact =
        Contact { phone: "1".to_owned(), hours: "08:00-16:30".parse().ok(), emergency: "3".to_owned() };
    let (id, authority, name) = (id(world), authority.clone(), name.to_owned());
    Unit { id, authority, name, regime, receives_concerns: false, contact }
}

both_engines!(an_installation_is_named_once, |world: World| async move {
    let mut tx = world.store.read().await.unwrap();
    let named = Installation { id: world.keys.installation().to_owned(), demo: None };
    assert_eq!(tx.installation().await.unwrap(), Some(named));
    drop(tx);
    let again = Installation { id: "another".to_owned(), demo: Some("2023".to_owned()) };
    assert!(is_conflict(&write(&world, vec![Write::Installation(again)]).await));
});

both_engines!(units_come_back_by_name_with_their_authority, |world: World| async move {
    let mut before = world.store.read().await.unwrap().units().await.unwrap();
    for (agency, regime) in Agency::ALL.into_iter().zip(SecrecyRegime::ALL.into_iter().cycle()) {
        let authority = Authority { id: id(&world), name: format!("Nämnd {}", agency.word()), agency };
        let unit = unit(&world, &authority, &format!("Enhet {}", agency.word()), regime);
        write(&world, vec![Write::Authority(authority), Write::Unit(unit.clone())]).await.unwrap();
        before.push(unit);
    }
    let after = world.store.read().await.unwrap().units().await.unwrap();
    assert_eq!(after.len(), before.len());
    assert!(before.iter().all(|unit| after.contains(unit)), "each as it was written");
    let new: Vec<&str> =
        after.iter().map(|unit| unit.name.as_str()).filter(|name| name.starts_with("Enhet ")).collect();
    assert!(new.is_sorted(), "{new:?}");
});

both_engines!(an_account_comes_back_by_id_and_by_name, |world: World| async move {
    let row = account(&world, "åsa", "Åsa Öberg");
    write(&world, vec![Write::Account(row.clone())]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.account(row.id).await.unwrap().map(parts), Some(parts(row.clone())));
    assert_eq!(tx.account_named("åsa").await.unwrap().map(parts), Some(parts(row)));
    assert!(tx.account(id(&world)).await.unwrap().is_none());
    assert!(tx.account_named("Åsa").await.unwrap().is_none(), "names are compared letter by letter");
    assert!(tx.account_named("å\0sa").await.unwrap().is_none());
    drop(tx);
    let taken = account(&world, "åsa", "En annan");
    assert!(is_conflict(&write(&world, vec![Write::Account(taken)]).await));
});

both_engines!(a_closed_account_loses_its_sessions_and_no_others, |world: World| async move {
    let (karin, sara) = (world.badge("karin").await.account, world.badge("sara").await.account);
    let session = |byte, account| SessionRow {
        id: [byte; 32],
        account: Some(account),
        data: "{}".to_owned(),
        created: at(0),
        seen: at(0),
    };
    let new = [session(1, karin), session(2, karin), session(3, sara)].map(Write::SessionNew);
    write(&world, new.into()).await.unwrap();
    write(&world, vec![Write::CloseAccount(karin, at(1))]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.account(karin).await.unwrap().unwrap().closed, Some(at(1)));
    assert_eq!(tx.account(sara).await.unwrap().unwrap().closed, None);
    assert!(tx.session([1; 32]).await.unwrap().is_none() && tx.session([2; 32]).await.unwrap().is_none());
    assert!(tx.session([3; 32]).await.unwrap().is_some());
});

both_engines!(duties_come_back_newest_first_with_the_expired_ones, |world: World| async move {
    let units = world.store.read().await.unwrap().units().await.unwrap();
    let row = account(&world, "nisse", "Nils Ek");
    write(&world, vec![Write::Account(row.clone())]).await.unwrap();
    let days = [date!(2023 - 11 - 30), date!(1999 - 12 - 31), date!(2027 - 02 - 28), date!(2026 - 11 - 24)];
    let mut wanted: Vec<Duty> = Vec::new();
    for (number, role) in Role::ALL.into_iter().enumerate() {
        let from = LegalDay::new(days[number % days.len()]);
        wanted.push(Duty {
            id: id(&world),
            account: row.id,
            unit: units[number].clone(),
            role,
            from,
            until: (number % 2 == 0).then_some(from),
            handles_protected: number % 3 == 0,
        });
    }
    write(&world, wanted.iter().cloned().map(Write::Duty).collect()).await.unwrap();
    let found = world.store.read().await.unwrap().duties(row.id).await.unwrap();
    assert!(found.iter().rev().is_sorted_by_key(|duty| duty.from), "newest first");
    wanted.sort_by_key(|duty| (std::cmp::Reverse(duty.from), duty.id));
    assert_eq!(found, wanted);
    write(&world, vec![Write::EndDuty(wanted[0].id, DAY)]).await.unwrap();
    let found = world.store.read().await.unwrap().duties(row.id).await.unwrap();
    assert_eq!(found[0], Duty { until: Some(DAY), ..wanted[0].clone() });
    assert_eq!(found[1..], wanted[1..]);
});

both_engines!(colleagues_are_those_with_a_duty_there_each_once_by_name, |world: World| async move {
    let units = world.store.read().await.unwrap().units().await.unwrap();
    let social = units.iter().find(|unit| unit.receives_concerns).unwrap().authority.id;
    let names: Vec<(Id<Account>, String)> =
        world.store.read().await.unwrap().colleagues(social).await.unwrap();
    let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    let wanted = [
        "Isak Lund",
        "Lena Åkesson",
        "Margit Ek",
        "Nils Ask",
        "Petra Holm",
        "Sara Nyström",
        "Tova Lindqvist",
    ];
    assert_eq!(names, wanted, "Sara has two duties there");
    assert_eq!(world.store.read().await.unwrap().colleagues(id(&world)).await.unwrap(), []);
});

both_engines!(own_tokens_and_conflicts_belong_to_one_account, |world: World| async move {
    let (karin, sara) = (world.badge("karin").await.account, world.badge("sara").await.account);
    let units = world.store.read().await.unwrap().units().await.unwrap();
    let (one, other) = (units[0].authority.id, units[1].authority.id);
    let token = |byte| PersonToken([byte; 32]);
    let writes = vec![
        Write::OwnToken(karin, one, token(1)),
        Write::OwnToken(karin, other, token(2)),
        Write::Conflict(karin, one, token(3)),
        Write::Conflict(karin, one, token(4)),
        Write::Conflict(sara, one, token(3)),
    ];
    assert_ne!(one, other);
    write(&world, writes).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let (of_karin, of_sara) = (tx.ties(karin).await.unwrap(), tx.ties(sara).await.unwrap());
    assert_eq!(of_karin.own, BTreeSet::from([(one, token(1)), (other, token(2))]));
    assert_eq!(of_sara.own, BTreeSet::new());
    assert_eq!(of_karin.conflicts, BTreeSet::from([(one, token(3)), (one, token(4))]));
    assert_eq!(of_sara.conflicts, BTreeSet::from([(one, token(3))]));
    drop(tx);
    assert!(is_conflict(&write(&world, vec![Write::OwnToken(karin, one, token(9))]).await));
    assert!(is_conflict(&write(&world, vec![Write::Conflict(karin, one, token(3))]).await));
});
