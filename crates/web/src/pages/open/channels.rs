//! Where a publication was told (*kanaler*): the text to share, ready to copy in both languages, and a note for each
//! channel of who has told it there.

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use desk::{Fault, commons::Told};
use domain::promise::{
    Promise, Unfit,
    activity::{Channel, Form, Line},
    publication::Publication,
};
use serde::Deserialize;

use super::{
    going,
    workspace::{Which, may_record, wanted},
};
use crate::{
    counter::{Filled, Square},
    forms::{FieldErrors, chosen},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::{Language, Text},
};

/// The channels that the promise itself names: web sites and social media.
const CHANNELS: [Channel; 3] = [Channel::MunicipalSite, Channel::PoliceSite, Channel::SocialMedia];

/// A channel, and whether the last publication has been told there.
struct ChannelView {
    word: &'static str,
    label: String,
    told: Option<String>,
}

/// A text to copy.
struct Share {
    code: &'static str,
    label: String,
    text: String,
    rows: usize,
}

#[derive(Template)]
#[template(path = "open/channels.html")]
struct Page {
    t: Text,
    frame: Frame,
    key: String,
    published: Option<String>,
    shares: Vec<Share>,
    channels: Vec<ChannelView>,
    may: bool,
    errors: FieldErrors,
}

/// A note, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelForm {
    token: String,
    promise: String,
    channel: String,
}

/// `GET /lofte/kanaler`
pub async fn show(square: Square, Query(which): Query<Which>) -> Answer {
    shown(&square, &which.lofte, FieldErrors::default()).await
}

/// `POST /lofte/kanaler`
pub async fn tell(square: Square, Filled(form): Filled<ChannelForm>) -> Answer {
    square.check(&form.token).await?;
    let Some(channel) = chosen(&CHANNELS, Channel::word, &form.channel) else {
        return shown(&square, &form.promise, FieldErrors::one("channels", "record-choice-missing")).await;
    };
    let what = told_line(channel).map_err(|_| Problem::Broken)?;
    match square.commons.tell_channel(&form.promise, channel, what).await {
        Ok(()) => {
            let key = wanted(&square, &form.promise).map(Promise::key).unwrap_or_default();
            Ok(see_other(&format!("/lofte/kanaler?lofte={key}")))
        }
        Err(Fault::Rule(rule)) => {
            shown(&square, &form.promise, FieldErrors::one("channels", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What the note says on the open page, in Swedish whatever language the pages are read in.
fn told_line(channel: Channel) -> Result<Line, Unfit> {
    Line::new(&Text::of(Language::Sv).get(&format!("channel-{}", channel.word())))
}

async fn shown(square: &Square, key: &str, errors: FieldErrors) -> Answer {
    let promise = wanted(square, key).ok_or(Problem::NotFound)?;
    let told = square.commons.see_told(promise.period(), promise.key()).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { errors, ..Page::of(square, promise, &told) })
}

impl Page {
    fn of(square: &Square, promise: &Promise, told: &Told) -> Self {
        let t = square.t;
        let last = told.seen.published.as_ref();
        let address = format!("{}/medborgarlofte/{}", square.address, promise.key());
        let share = |(code, language): (&'static str, Language)| {
            let text = text(promise, last?, &address, Text::of(language));
            Some(Share { code, label: t.get(&format!("share-{code}")), rows: text.lines().count(), text })
        };
        let shares = [("sv", Language::Sv), ("en", Language::En)];
        Self {
            t,
            frame: square.frame(),
            key: promise.key().to_owned(),
            published: last.map(|last| super::workspace::published(Some(last), t)),
            shares: shares.into_iter().filter_map(share).collect(),
            channels: CHANNELS.into_iter().map(|channel| ChannelView::of(channel, told, t)).collect(),
            may: may_record(square.commons.card().duty.role),
            errors: FieldErrors::default(),
        }
    }
}

impl ChannelView {
    fn of(channel: Channel, told: &Told, t: Text) -> Self {
        let notes = told.told.iter().flat_map(|(_, notes)| notes);
        let is_here =
            |form: &Form| matches!(form, Form::Publication { channel: here, .. } if *here == channel);
        let note = notes.into_iter().find(|note| is_here(note.noted.activity.form()));
        let said = |note: &desk::commons::Entry| {
            let day = t.weekday_date(note.noted.activity.on());
            t.with("channel-told", &[("day", day.into()), ("by", note.by.clone().unwrap_or_default().into())])
        };
        let word = channel.word();
        Self { word, label: t.get(&format!("channel-{word}")), told: note.map(said) }
    }
}

/// The text to share: the day, each row that has a number, and where the whole stands.
fn text(promise: &Promise, published: &Publication, address: &str, t: Text) -> String {
    let title = promise.sentence("title").map(|title| going::sentence(title, t)).unwrap_or_default();
    let day = t.weekday_date(published.on.date());
    let mut lines = vec![title, t.with("share-day", &[("day", day.into())]), String::new()];
    for row in going::rows(promise, published, t) {
        if let Some(number) = row.number {
            let args = [
                ("title", row.title.into()),
                ("number", number.into()),
                ("measure", row.measure.into()),
                ("status", row.status.to_lowercase().into()),
            ];
            lines.push(t.with(if row.has_target { "share-row-target" } else { "share-row" }, &args));
        }
    }
    lines.extend([String::new(), t.with("share-whole", &[("address", address.to_owned().into())])]);
    lines.join("\n")
}
