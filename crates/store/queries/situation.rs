//! The situation picture, read: meetings, versions with their problems, surveys, plans with their follow-ups.

use desk::ports::{MeetingRow, PictureRow, PlanRow, PointedOut, StoreFault, SurveyRow, Widespread};
use domain::{
    Id, LegalDay,
    promise::period::Period,
    situation::{
        Meeting, Narrative, Place, PlaceKind, SituationPicture,
        cycle::{ActionPlan, FollowUp},
        picture::{Adoption, Contents, Priority, Problem, State},
        survey::{Group, Percent, SurveyResult},
    },
};
use serde::de::DeserializeOwned;
use time::Date;
use uuid::Uuid;

use crate::{Connection, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

fn damaged(table: &'static str, column: &'static str) -> StoreFault {
    StoreFault::Damaged { table, column }
}

fn known<T>(found: Option<T>, table: &'static str, column: &'static str) -> Result<T> {
    found.ok_or(damaged(table, column))
}

fn parsed<T: DeserializeOwned>(text: &str, table: &'static str, column: &'static str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| damaged(table, column))
}

struct Met {
    id: Uuid,
    content: String,
    version: i64,
}

impl Met {
    fn row(self) -> Result<MeetingRow> {
        let meeting = parsed(&self.content, "meeting", "content")?;
        Ok(MeetingRow { id: self.id.into(), meeting, version: self.version })
    }
}

pub(crate) async fn meeting(db: &mut Connection, id: Id<Meeting>) -> Result<Option<MeetingRow>> {
    let id = id.uuid();
    let row = sqlx::query_as!(
        Met,
        r#"SELECT id AS "id!: Uuid", content AS "content!", version AS "version!" FROM meeting WHERE id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    row.map(Met::row).transpose()
}

pub(crate) async fn meetings(db: &mut Connection, period: Period) -> Result<Vec<MeetingRow>> {
    let (first, last) = (period.first(), period.last());
    let rows = sqlx::query_as!(
        Met,
        r#"SELECT id AS "id!: Uuid", content AS "content!", version AS "version!"
           FROM meeting WHERE held_on >= $1 AND held_on <= $2 ORDER BY held_on DESC, kind DESC"#,
        first,
        last
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Met::row).collect()
}

struct Put {
    picture: Uuid,
    id: Uuid,
    area: Option<Uuid>,
    place: Option<String>,
    about: String,
    causes: String,
    priority: String,
    evidence: String,
}

impl Put {
    fn place(&self) -> Result<Option<Place>> {
        let (Some(area), Some(kind)) = (self.area, &self.place) else { return Ok(None) };
        let kind = known(PlaceKind::from_word(kind), "problem", "place")?;
        Ok(Some(Place { area: area.into(), kind }))
    }

    fn priority(&self) -> Result<Priority> {
        known(Priority::from_word(&self.priority), "problem", "priority")
    }

    fn problem(self) -> Result<Problem> {
        Ok(Problem {
            id: self.id.into(),
            place: self.place()?,
            causes: parsed(&self.causes, "problem", "causes")?,
            priority: self.priority()?,
            evidence: parsed(&self.evidence, "problem", "evidence")?,
            about: Narrative::stored(self.about),
        })
    }
}

/// The problems of the version adopted last, or of the draft until one is; and whether it was adopted.
pub(crate) async fn asking(db: &mut Connection) -> Result<(Vec<PointedOut>, Vec<Widespread>, bool)> {
    let version = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", adopted_on AS "adopted_on?: Date" FROM picture
           ORDER BY adopted_on IS NULL, version DESC LIMIT 1"#
    )
    .fetch_optional(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let Some(version) = version else { return Ok((Vec::new(), Vec::new(), false)) };
    let rows = sqlx::query_as!(
        Put,
        r#"SELECT picture AS "picture!: Uuid", id AS "id!: Uuid", area AS "area?: Uuid", place AS "place?",
                  about AS "about!", causes AS "causes!", priority AS "priority!", evidence AS "evidence!"
           FROM problem WHERE picture = $1 ORDER BY position"#,
        version.id
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let (mut places, mut widespread) = (Vec::new(), Vec::new());
    for row in rows {
        let (id, priority, place) = (row.id.into(), row.priority()?, row.place()?);
        let about = Narrative::stored(row.about);
        match place {
            Some(place) => places.push(PointedOut { id, place, about, priority }),
            None => widespread.push(Widespread { id, about, priority }),
        }
    }
    Ok((places, widespread, version.adopted_on.is_some()))
}

struct Drawn {
    id: Uuid,
    version: i64,
    mapping: String,
    other: String,
    analysis: String,
    follows: Option<Date>,
    adopted_on: Option<Date>,
    adopted_at: Option<Uuid>,
    revision: i64,
}

impl Drawn {
    fn row(self, problems: Vec<Problem>) -> Result<PictureRow> {
        let version = known(u32::try_from(self.version).ok(), "picture", "version")?;
        let state = match (self.adopted_on, self.adopted_at) {
            (Some(on), Some(at)) => State::Adopted(Adoption { on: LegalDay::new(on), at: at.into() }),
            (None, None) => State::Draft { after: self.follows.map(LegalDay::new) },
            _ => return Err(damaged("picture", "adopted_at")),
        };
        let contents = Contents {
            mapping: Narrative::stored(self.mapping),
            other: Narrative::stored(self.other),
            analysis: Narrative::stored(self.analysis),
            problems,
        };
        let picture = SituationPicture::stored(version, contents, state);
        Ok(PictureRow { id: self.id.into(), picture, revision: self.revision })
    }
}

pub(crate) async fn pictures(db: &mut Connection) -> Result<Vec<PictureRow>> {
    let versions = sqlx::query_as!(
        Drawn,
        r#"SELECT id AS "id!: Uuid", version AS "version!", mapping AS "mapping!", other AS "other!",
                  analysis AS "analysis!", follows AS "follows?: Date", adopted_on AS "adopted_on?: Date",
                  adopted_at AS "adopted_at?: Uuid", revision AS "revision!"
           FROM picture ORDER BY version DESC"#
    )
    .fetch_all(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let mut problems = sqlx::query_as!(
        Put,
        r#"SELECT picture AS "picture!: Uuid", id AS "id!: Uuid", area AS "area?: Uuid", place AS "place?",
                  about AS "about!", causes AS "causes!", priority AS "priority!", evidence AS "evidence!"
           FROM problem ORDER BY picture, position"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let mut rows = Vec::new();
    for version in versions {
        let (own, others): (Vec<_>, Vec<_>) = problems.into_iter().partition(|one| one.picture == version.id);
        problems = others;
        rows.push(version.row(own.into_iter().map(Put::problem).collect::<Result<_>>()?)?);
    }
    Ok(rows)
}

pub(crate) async fn surveys(db: &mut Connection) -> Result<Vec<SurveyRow>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", question AS "question!", year AS "year!", asked AS "asked!", area AS "area?: Uuid",
                  percent AS "percent!", source AS "source!"
           FROM survey_result ORDER BY question, asked, area, year, id"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let rows = rows.into_iter().map(|row| {
        let percent = u16::try_from(row.percent).ok().and_then(|tenths| Percent::try_from(tenths).ok());
        let result = SurveyResult {
            question: row.question,
            year: known(i32::try_from(row.year).ok(), "survey_result", "year")?,
            group: known(Group::from_word(&row.asked), "survey_result", "asked")?,
            area: row.area.map(Id::from),
            percent: known(percent, "survey_result", "percent")?,
            source: row.source,
        };
        Ok(SurveyRow { id: row.id.into(), result })
    });
    rows.collect()
}

pub(crate) async fn plans(db: &mut Connection) -> Result<Vec<PlanRow>> {
    let plans = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", picture AS "picture!: Uuid", version AS "version!",
                  decided_on AS "decided_on?: Date", measures AS "measures!", revision AS "revision!"
           FROM action_plan ORDER BY begun DESC"#
    )
    .fetch_all(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let follow_ups = sqlx::query!(
        r#"SELECT plan AS "plan!: Uuid", on_day AS "on_day!: Date", measures AS "measures!"
           FROM plan_follow_up ORDER BY on_day"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let rows = plans.into_iter().map(|row| {
        let own = follow_ups.iter().filter(|one| one.plan == row.id);
        let follow_ups = own.map(|one| {
            let measures = parsed(&one.measures, "plan_follow_up", "measures")?;
            Ok(FollowUp { on: LegalDay::new(one.on_day), measures })
        });
        let plan = ActionPlan {
            picture: row.picture.into(),
            version: known(u32::try_from(row.version).ok(), "action_plan", "version")?,
            decided_on: row.decided_on.map(LegalDay::new),
            measures: parsed(&row.measures, "action_plan", "measures")?,
        };
        let follow_ups = follow_ups.collect::<Result<_>>()?;
        Ok(PlanRow { id: row.id.into(), plan, revision: row.revision, follow_ups })
    });
    rows.collect()
}
