//! The public page of a promise (*medborgarlöfte*): the signed text, every sentence with an address of its own, and under
//! it how it goes as of the last publication. No sign-in, no cookie, no script, nothing about what is to come.

use askama::Template;
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::promise::{Part, Promise, Sentence, publication::Publication};

use super::{
    data,
    going::{self, RowView},
};
use crate::{counter::Board, pages::Answer, problem::Problem, text::Text};

/// A piece of the document, with the rows that are told under it.
struct Piece {
    key: String,
    part: &'static str,
    text: String,
    rows: Vec<RowView>,
    /// Rows that answer for it too and are told elsewhere on the page: key and title.
    also: Vec<(String, String)>,
}

/// Another promise.
struct Other {
    href: String,
    title: String,
}

/// What every page of the board has around it.
pub(super) struct Around {
    pub(super) municipality: String,
    pub(super) stylesheet: String,
    pub(super) icon: String,
    /// This page in the other language.
    pub(super) other: String,
    /// What ends an address here, so that it stays in the language of the page.
    pub(super) spoken: &'static str,
}

#[derive(Template)]
#[template(path = "open/public.html")]
struct Page {
    t: Text,
    around: Around,
    key: String,
    period: String,
    standing: String,
    updated: String,
    leading: Vec<RowView>,
    pieces: Vec<Piece>,
    others: Vec<Other>,
    source: String,
    is_translated: bool,
}

#[derive(Template)]
#[template(path = "open/public_none.html")]
struct Nothing {
    t: Text,
    around: Around,
}

/// `GET /medborgarlofte`: the promise that runs, or the last one that began.
pub async fn current(board: Board) -> Answer {
    let today = board.public.today().date();
    let mut begun: Vec<&Promise> = board.public.promises().collect();
    begun.sort_by_key(|promise| (promise.period().contains(today), promise.period().first()));
    match begun.last() {
        Some(promise) => page(&board, promise, "/medborgarlofte").await,
        None => board.page(&Nothing { t: board.t, around: Around::of(&board, "/medborgarlofte") }),
    }
}

/// `GET /medborgarlofte/{file}`: one promise, as a page or as data.
pub async fn one(board: Board, Path(file): Path<String>) -> Answer {
    if file == "schema.json" {
        return Ok(data::schema(&board));
    }
    // A promise's key holds no full stop, so what follows it is what somebody wants of it.
    let (key, kind) = match file.strip_suffix("-trender.csv") {
        Some(key) => (key, "trends"),
        None => file.split_once('.').unwrap_or((&file, "")),
    };
    let promise = board.public.promises().find(|promise| promise.key() == key).ok_or(Problem::NotFound)?;
    match kind {
        "" => page(&board, promise, &format!("/medborgarlofte/{}", promise.key())).await,
        "trends" => Ok(data::trends(&board, board.public.publication(promise).await?.as_ref())),
        "json" => data::json(&board, promise, board.public.publication(promise).await?.as_ref()),
        "csv" => Ok(data::csv(&board, promise, board.public.publication(promise).await?.as_ref())),
        _ => Err(Problem::NotFound),
    }
}

/// A file for whoever is signed in.
pub(super) fn file(kind: &'static str, body: String) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], body).into_response()
}

async fn page(board: &Board, promise: &Promise, here: &str) -> Answer {
    let published = board.public.publication(promise).await?;
    board.page(&Page::of(board, promise, published.as_ref(), here))
}

impl Around {
    pub(super) fn of(board: &Board, here: &str) -> Self {
        Self {
            spoken: if board.t.language().code() == "sv" { "" } else { "?sprak=en" },
            municipality: board.municipality.clone(),
            stylesheet: board.stylesheet.clone(),
            icon: board.icon.clone(),
            other: format!("{here}?sprak={}", board.t.get("public-other-code")),
        }
    }
}

impl Page {
    fn of(board: &Board, promise: &Promise, published: Option<&Publication>, here: &str) -> Self {
        let (t, period) = (board.t, promise.period());
        let rows = || published.map(|published| going::rows(promise, published, t)).unwrap_or_default();
        let days = [("first", t.date(period.first()).into()), ("last", t.date(period.last()).into())];
        Self {
            t,
            around: Around::of(board, here),
            key: promise.key().to_owned(),
            period: t.with("public-period", &days),
            standing: published.map(|published| standing(published, t)).unwrap_or_default(),
            updated: published.map_or_else(|| nothing(board, promise), |published| updated(published, t)),
            leading: rows().into_iter().filter(|row| row.has_target).collect(),
            pieces: pieces(promise, rows(), t),
            others: others(board, promise),
            source: promise.source().to_owned(),
            is_translated: t.language().code() != "sv",
        }
    }
}

/// What stands where nothing was published.
pub(super) fn nothing(board: &Board, promise: &Promise) -> String {
    let is_over = promise.period().last() < board.public.today().date();
    board.t.get(if is_over { "public-not-kept" } else { "public-not-yet" })
}

pub(super) fn standing(published: &Publication, t: Text) -> String {
    if published.is_final {
        return t.get("public-over");
    }
    t.with("public-left", &[("left", published.days_left.into())])
}

pub(super) fn updated(published: &Publication, t: Text) -> String {
    let args = [("day", t.weekday_date(published.on.date()).into()), ("by", (&published.by).into())];
    t.with("public-updated", &args)
}

/// The document in its order. A row that answers for several sentences is told under the last of those that are
/// promises, and named at the others.
fn pieces(promise: &Promise, rows: Vec<RowView>, t: Text) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = promise.sentences().iter().map(|one| Piece::of(one, t)).collect();
    for row in rows {
        let Some(commitment) = promise.commitment(&row.key) else { continue };
        let Some(told_at) = commitment.sentences.last() else { continue };
        for piece in &mut pieces {
            let answers = promise.answering(&piece.key).any(|one| one.key == row.key);
            if answers && piece.key != *told_at {
                piece.also.push((row.key.clone(), row.title.clone()));
            }
        }
        if let Some(piece) = pieces.iter_mut().find(|piece| piece.key == *told_at) {
            piece.rows.push(row);
        }
    }
    pieces
}

impl Piece {
    fn of(sentence: &Sentence, t: Text) -> Self {
        let part = match sentence.part {
            Part::Title => "title",
            Part::Heading => "heading",
            Part::Opening => "opening",
            Part::Priority => "priority",
            Part::Statement => "statement",
            Part::Point => "point",
            Part::Signer => "signer",
        };
        let text = going::sentence(sentence, t);
        Self { key: sentence.key.clone(), part, text, rows: Vec::new(), also: Vec::new() }
    }
}

fn others(board: &Board, promise: &Promise) -> Vec<Other> {
    let t = board.t;
    let mut others: Vec<&Promise> =
        board.public.promises().filter(|other| other.key() != promise.key()).collect();
    others.reverse();
    let spoken = if t.language().code() == "sv" { "" } else { "?sprak=en" };
    let other = |other: &&Promise| Other {
        href: format!("/medborgarlofte/{}{spoken}", other.key()),
        title: other.sentence("title").map(|title| going::sentence(title, t)).unwrap_or_default(),
    };
    others.iter().map(other).collect()
}
