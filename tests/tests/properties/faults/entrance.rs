//! Signing in: guessing is slowed down, the right answer is heard again afterwards, nobody learns which name
//! exists, and a code that was not recorded as used lets nobody in.

use axum::http::StatusCode;
use desk::{
    Clock as _, Fault,
    signin::{Attempt, NotLetIn, code_now},
};
use fyrklover::demo::cast::{self, CAST, PASSWORD};
use tests::{Browser, World};
use time::Duration;

use super::{
    failing::{Place, Way},
    with_faults,
};

/// What Karin types, with the code of now; the clock goes on so that the code is a new one.
fn typed(world: &World, username: &str, password: &str) -> Attempt {
    world.clock.advance(Duration::seconds(30));
    let code = code_now(&cast::secret(&CAST[0]), world.clock.now()).unwrap();
    Attempt { username: username.to_owned(), password: password.to_owned(), code }
}

/// How long after `failures` more failures nobody is heard, by name.
async fn delays(world: &World, username: &str, failures: usize) -> Vec<Duration> {
    let mut delays = Vec::new();
    for _ in 0..failures {
        let attempt = typed(world, username, "wrong");
        let failed = world.office.doorkeeper().sign_in(attempt).await.unwrap_err();
        assert!(matches!(failed, NotLetIn::Wrong), "{failed:?}");
        let now = world.clock.now();
        let waits = world.office.doorkeeper().sign_in(Attempt {
            username: username.to_owned(),
            password: PASSWORD.to_owned(),
            code: "000000".to_owned(),
        });
        match waits.await.unwrap_err() {
            NotLetIn::Wait(until) => {
                delays.push(until.since(now));
                world.clock.set(until);
            }
            // Not slowed down: it was heard, and was one failure more.
            other => {
                assert!(matches!(other, NotLetIn::Wrong), "{other:?}");
                delays.push(Duration::ZERO);
            }
        }
    }
    delays
}

with_faults!(guessing_is_slowed_down_for_every_name_alike, |world, _| async move {
    let (known, unknown) = (delays(&world, "karin", 6).await, delays(&world, "nobody", 6).await);
    assert_eq!(known, unknown, "the delays do not say who exists");
    assert!(known.is_sorted() && known[5] > Duration::seconds(8), "{known:?}");
    // The right one is heard after the wait, and what was is forgotten.
    world.office.doorkeeper().sign_in(typed(&world, "karin", PASSWORD)).await.unwrap();
    let failed = world.office.doorkeeper().sign_in(typed(&world, "karin", "wrong")).await.unwrap_err();
    assert!(matches!(failed, NotLetIn::Wrong));
    world.office.doorkeeper().sign_in(typed(&world, "karin", PASSWORD)).await.unwrap();
});

with_faults!(a_wrong_try_and_then_the_right_one_lets_in, |world, _| async move {
    let door = world.office.doorkeeper();
    assert!(matches!(door.sign_in(typed(&world, "karin", "wrong")).await, Err(NotLetIn::Wrong)));
    assert!(
        door.sign_in(typed(&world, " karin ", PASSWORD)).await.is_ok(),
        "blanks around a name are nothing"
    );
});

with_faults!(one_code_lets_in_once_however_many_try_at_the_same_time, |world, _| async move {
    let door = world.office.doorkeeper();
    let first = typed(&world, "karin", PASSWORD);
    let again = || Attempt {
        username: first.username.clone(),
        password: first.password.clone(),
        code: first.code.clone(),
    };
    let (a, b, c) = tokio::join!(door.sign_in(again()), door.sign_in(again()), door.sign_in(again()));
    let let_in = [&a, &b, &c].into_iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(let_in, 1, "{a:?} {b:?} {c:?}");
});

with_faults!(a_code_that_cannot_be_recorded_lets_nobody_in, |world, faults| async move {
    let door = world.office.doorkeeper();
    let attempt = typed(&world, "karin", PASSWORD);
    let again = Attempt { code: attempt.code.clone(), ..typed(&world, "karin", PASSWORD) };
    faults.set(Place::Commit, Way::Fails);
    assert!(matches!(door.sign_in(attempt).await, Err(NotLetIn::Fault(Fault::Unavailable))));
    faults.mend();
    assert!(door.sign_in(again).await.is_ok(), "and it was not used up");
});

with_faults!(a_name_of_any_letters_is_only_wrong, |world, _| async move {
    for name in ["", " ", "karin\0", "\u{202e}nirak", "'; DROP TABLE account; --", "Å".repeat(5000).as_str()]
    {
        let mut browser = Browser::new(world.pages.clone());
        let form = [("username", name), ("password", PASSWORD), ("code", "000000")];
        let seen = browser.post("/logga-in", &form).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{name:?}");
    }
});
