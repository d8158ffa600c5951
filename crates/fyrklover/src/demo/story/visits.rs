//! Visits that schools, associations and businesses ask for during the promise's autumn, and what came of them: asked on
//! a Monday, answered on the next. Invented.

use desk::commons::{NewVisit, Public, VisitAnswer};
use domain::{
    Id,
    promise::{
        activity::Line,
        visit::{Asker, Reach, Stage as Asked},
    },
};
use time::Duration;

use super::{Stage, promise::commons};
use crate::Failure;

/// What came of a request.
enum Outcome {
    /// A visit, so many days before the Monday on which it is written down.
    Done(i64),
    /// None, and why.
    Declined(&'static str),
    /// Nobody has answered yet.
    Waits,
}

/// A request: who, which organisation, on what, how to reach them, and what came of it.
type Request = (Asker, &'static str, &'static str, &'static str, Outcome);

/// The requests of each Monday, from the first that the story tells.
const WEEKS: &[&[Request]] = &[
    &[
        (
            Asker::School,
            "Möllegårdens skola",
            "Trygg väg hem i mörkret",
            "Skolans expedition, 0454-00 00 10",
            Outcome::Done(4),
        ),
        (
            Asker::Association,
            "Asarums IF",
            "Bra rutiner kring ungdomsträningen",
            "kansliet@asarumsif.example",
            Outcome::Done(3),
        ),
    ],
    &[(
        Asker::Business,
        "Butikerna i Citygallerian",
        "Stölder inför julhandeln",
        "0454-00 00 21",
        Outcome::Done(5),
    )],
    &[
        (
            Asker::Other,
            "Mörrums byalag",
            "Ordningen vid badplatsen",
            "byalaget@morrum.example",
            Outcome::Done(2),
        ),
        (
            Asker::Business,
            "En mäklarbyrå",
            "Föredrag för kunder",
            "0454-00 00 33",
            Outcome::Declined("Vi besöker inte kundkvällar. Vi har skickat vår broschyr i stället."),
        ),
    ],
    &[(
        Asker::School,
        "Väggaskolan",
        "Narkotika och lagen, för föräldrar",
        "rektor@vaggaskolan.example",
        Outcome::Waits,
    )],
    &[(
        Asker::Association,
        "Svängsta IF",
        "Nattvandring efter hemmamatcherna",
        "0454-00 00 45",
        Outcome::Waits,
    )],
];

/// What happens on the Monday with this number: last week's requests are answered, this week's asked.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub async fn on_monday(stage: &Stage<'_>, number: usize) -> Result<(), Failure> {
    if let Some(last) = number.checked_sub(1).and_then(|before| WEEKS.get(before)) {
        answer(stage, last).await?;
    }
    for (asker, organisation, topic, reach, _) in WEEKS.get(number).copied().into_iter().flatten() {
        let line = |text: &str| Line::new(text).map_err(|why| Failure::from(desk::Fault::Rule(why.into())));
        let reach = Reach::new(reach).map_err(|why| Failure::from(desk::Fault::Rule(why.into())))?;
        let new = NewVisit { asker: *asker, organisation: line(organisation)?, topic: line(topic)?, reach };
        let public = Public::of(stage.office().clone());
        public.ask(Id::from(stage.office().new_form_number()), new).await?;
    }
    Ok(())
}

async fn answer(stage: &Stage<'_>, requests: &[Request]) -> Result<(), Failure> {
    let malin = commons(stage, "malin").await?;
    let waiting = malin.visits().await?;
    for (_, organisation, .., outcome) in requests {
        let found = waiting.iter().find(|one| one.row.organisation.as_str() == *organisation);
        let Some(row) = found.map(|one| &one.row).filter(|row| *row.visit.stage() == Asked::Asked) else {
            continue;
        };
        let answer = match outcome {
            Outcome::Done(days) => VisitAnswer::Done(malin.today().date() - Duration::days(*days)),
            Outcome::Declined(why) => VisitAnswer::Declined(
                Line::new(why).map_err(|why| Failure::from(desk::Fault::Rule(why.into())))?,
            ),
            Outcome::Waits => continue,
        };
        malin.answer_visit(row.visit.id(), answer).await?;
    }
    Ok(())
}
