//! A block that other sites put on their pages, and the page that shows how. Plain HTML and SVG: no script, no cookie, no
//! form. It says the leading rows as they were published last, and leads to the whole.

use askama::Template;
use axum::extract::Path;
use domain::promise::{Promise, publication::Publication};

use super::{
    going::{self, RowView},
    public::{Around, nothing, standing, updated},
};
use crate::{counter::Board, pages::Answer, problem::Problem, text::Text};

/// The height of the frame in the code to copy, in pixels: two rows on a telephone.
const HEIGHT: u16 = 460;
/// How many rows without a target stand beside those with one.
const OTHERS: usize = 4;

#[derive(Template)]
#[template(path = "open/embedded.html")]
struct Block {
    t: Text,
    around: Around,
    standing: String,
    updated: String,
    leading: Vec<RowView>,
    others: Vec<RowView>,
    whole: String,
}

#[derive(Template)]
#[template(path = "open/embed.html")]
struct Page {
    t: Text,
    around: Around,
    key: String,
    codes: Vec<Code>,
}

/// The code of one language.
struct Code {
    id: &'static str,
    label: String,
    text: String,
    address: String,
}

/// `GET /medborgarlofte/{file}/inbaddning`: the block.
pub async fn block(board: Board, Path(key): Path<String>) -> Answer {
    let promise = begun(&board, &key)?;
    let published = board.public.publication(promise).await?;
    board.framed(&Block::of(&board, promise, published.as_ref()))
}

/// `GET /medborgarlofte/{file}/badda-in`: how it is put on a page.
pub async fn show(board: Board, Path(key): Path<String>) -> Answer {
    let promise = begun(&board, &key)?;
    let t = board.t;
    let code = |id: &'static str, language: &'static str| {
        let path = format!("/medborgarlofte/{}/inbaddning?sprak={language}", promise.key());
        let address = format!("{}{path}", board.address);
        let title = if language == "sv" {
            "Medborgarlöftet: så går det"
        } else {
            "The citizen promise: how it goes"
        };
        let text = format!(
            "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{HEIGHT}\" loading=\"lazy\"></iframe>"
        );
        Code { id, label: t.get(&format!("embed-code-{language}")), text, address: path }
    };
    let here = format!("/medborgarlofte/{}/badda-in", promise.key());
    let page = Page {
        t,
        around: Around::of(&board, &here),
        key: promise.key().to_owned(),
        codes: vec![code("sv", "sv"), code("en", "en")],
    };
    board.page(&page)
}

fn begun<'b>(board: &'b Board, key: &str) -> Result<&'b Promise, Problem> {
    board.public.promises().find(|promise| promise.key() == key).ok_or(Problem::NotFound)
}

impl Block {
    fn of(board: &Board, promise: &Promise, published: Option<&Publication>) -> Self {
        let t = board.t;
        let rows = published.map(|published| going::rows(promise, published, t)).unwrap_or_default();
        let (leading, others): (Vec<RowView>, Vec<RowView>) =
            rows.into_iter().partition(|row| row.has_target);
        Self {
            t,
            around: Around::of(board, ""),
            standing: published.map(|published| standing(published, t)).unwrap_or_default(),
            updated: published.map_or_else(|| nothing(board, promise), |published| updated(published, t)),
            leading,
            others: others.into_iter().filter(|row| row.number.is_some()).take(OTHERS).collect(),
            whole: format!("/medborgarlofte/{}?sprak={}", promise.key(), t.language().code()),
        }
    }
}
