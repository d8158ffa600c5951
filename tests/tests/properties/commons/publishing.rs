//! Publishing week by week: who may, when the next one is due, the channels it is told in, and forms that cannot be read.

use axum::http::StatusCode;
use tests::{World, both_engines};

// A form that cannot be read says no more to somebody without a part in this than a readable one.
both_engines!(a_form_that_cannot_be_read_is_answered_after_the_role_is_decided, |world: World| async move {
    world.grounded().await;
    let pages = ["/lofte/ny", "/lofte/publicera", "/lofte/underlag", "/ikvall", "/ikvall/berattat"];
    for (who, status) in [("karin", StatusCode::FORBIDDEN), ("malin", StatusCode::BAD_REQUEST)] {
        let mut browser = world.browser(who).await;
        for path in pages {
            let before = world.entries().await;
            let seen = browser.submit(path, &[("no_such_field", "x")]).await;
            assert_eq!(seen.status, status, "{who} {path}");
            assert_eq!(world.entries().await, before + 1, "{who} {path}: decided and recorded");
        }
    }
});
