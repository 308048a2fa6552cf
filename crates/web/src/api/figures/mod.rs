//! Figures: doses given as reported for a day, beside vials and records.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::figure::{
    self, Comparison, CorrectError, FigureCorrection, NewFigure, Part, PartLevel, ReadError,
    ReportError, Within,
};
use khien_store::FigureRow;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Answer;
use super::body::{Asked, Sent, query_unreadable};
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::wire::{At, Coded, IsoDay};
use crate::App;
use crate::problem::Problem;

/// First and last day of a comparison.
const DAYS: &[(&str, &str)] = &[
    ("from", "The first day, `YYYY-MM-DD`."),
    ("to", "The last day, within a year."),
];
const DAYS_AND_UNIT: &[(&str, &str)] = &[
    DAYS[0],
    DAYS[1],
    (
        "unit",
        "Code of a province, district or commune; the nation if left out.",
    ),
];

/// Operations on figures.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/figures", report)
            .named(
                "report_figure",
                "figures",
                "Report the day's figure of doses given",
            )
            .acts(&[Act::FigureReport])
            .keyed()
            .takes::<FigureToReport>()
            .answers::<Figure>(StatusCode::CREATED, "The figure is reported.")
            .answers::<Figure>(
                StatusCode::OK,
                "It was reported before by the same request.",
            )
            .problems(&["figure-reported", "in-future"]),
        Operation::post("/figures/{id}/correct", correct)
            .named("correct_figure", "figures", "Correct a reported figure")
            .about("The figure that was reported stays; the correction points to it.")
            .acts(&[Act::FigureCorrect])
            .keyed()
            .takes::<FigureCorrected>()
            .answers::<Figure>(StatusCode::CREATED, "The correction is kept.")
            .answers::<Figure>(StatusCode::OK, "It was kept before by the same request.")
            .problems(&["conflict"]),
        Operation::get("/figures", compare)
            .named(
                "compare_figures",
                "figures",
                "Doses reported, in vials and entered, unit by unit",
            )
            .acts(&[Act::FigureRead, Act::ApiFigureRead])
            .query(DAYS_AND_UNIT)
            .answers::<Compared>(StatusCode::OK, "The units right below, and their sum."),
        Operation::get("/facilities/{code}/figures", days)
            .named(
                "list_figures_of_facility",
                "figures",
                "The same for one facility, day by day",
            )
            .acts(&[Act::FigureRead, Act::ApiFigureRead])
            .query(DAYS)
            .answers::<Days>(StatusCode::OK, "Day by day."),
    ]
}

/// A figure to be reported.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FigureToReport {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    id: Option<Uuid>,
    /// Code of the facility.
    facility: String,
    /// The day.
    day: IsoDay,
    /// Doses given; 0 is a report too.
    doses_given: u32,
}

/// A figure as it should be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FigureCorrected {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    id: Option<Uuid>,
    /// Doses given.
    doses_given: u32,
    /// Why.
    reason: String,
}

/// A reported figure.
#[derive(Serialize, ToSchema)]
struct Figure {
    id: Uuid,
    /// Code of the facility.
    facility: String,
    /// The day.
    day: IsoDay,
    /// Doses given.
    doses_given: i64,
    /// The figure that it corrects.
    corrects: Option<Uuid>,
    /// Why it was corrected.
    reason: Option<String>,
    /// When it was reported.
    #[schema(format = DateTime)]
    reported_at: String,
}

impl From<FigureRow> for Figure {
    fn from(row: FigureRow) -> Self {
        Self {
            id: row.id,
            facility: row.facility_code,
            day: IsoDay(row.day.0),
            doses_given: row.doses_given,
            corrects: row.corrects,
            reason: row.reason,
            reported_at: row.reported_at.0.to_string(),
        }
    }
}

/// Doses and vials of some days.
#[derive(Serialize, ToSchema)]
struct Sums {
    /// Reports there are: one a facility and day.
    reports: i64,
    /// Doses given as reported.
    reported: i64,
    /// Vials used.
    vials: i64,
    /// Doses in those vials by their labels.
    in_vials: i64,
    /// Doses entered.
    entered: i64,
}

impl From<figure::Figures> for Sums {
    fn from(figures: figure::Figures) -> Self {
        Self {
            reports: figures.reports,
            reported: figures.reported,
            vials: figures.vials,
            in_vials: figures.in_vials,
            entered: figures.entered,
        }
    }
}

/// Units beside each other.
#[derive(Serialize, ToSchema)]
struct Compared {
    /// By code.
    parts: Vec<ComparedPart>,
    /// All of them together.
    total: Sums,
}

/// One unit or facility.
#[derive(Serialize, ToSchema)]
struct ComparedPart {
    /// `province`, `district`, `commune`, `facility`, or `nowhere`.
    level: &'static str,
    code: String,
    name: String,
    /// Facilities in it.
    facilities: i64,
    /// Of those, with at least one report.
    reporting: i64,
    figures: Sums,
}

/// Day by day.
#[derive(Serialize, ToSchema)]
struct Days {
    days: Vec<DaySums>,
}

/// One day of a facility.
#[derive(Serialize, ToSchema)]
struct DaySums {
    day: IsoDay,
    /// The figure as it was last reported or corrected.
    figure: Option<Figure>,
    figures: Sums,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    from: IsoDay,
    to: IsoDay,
    unit: Option<String>,
}

async fn row(app: &App, id: Uuid) -> Result<FigureRow, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.figure(id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    row.ok_or_else(Problem::not_found)
}

/// What was kept, if it is what was sent.
fn kept(caller: &Caller, row: FigureRow, is_as_sent: bool) -> Result<Answer, Problem> {
    if !is_as_sent {
        return Err(unfit("key-reused"));
    }
    let is_new = row.reported_at.0 == caller.moment();
    let place = format!("/api/v1/figures/{}", row.id);
    let figure = Figure::from(row);
    Ok(if is_new {
        Answer::made(&figure, &place)
    } else {
        Answer::ok(&figure)
    })
}

async fn report(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<FigureToReport>,
) -> Result<Answer, Problem> {
    let new = NewFigure {
        id: key.or(body.id)?,
        facility: body.facility,
        day: body.day.0,
        doses_given: body.doses_given,
    };
    match figure::report(app.registry(), &caller.by(&app), &new).await {
        Ok(()) => {
            let row = row(&app, new.id).await?;
            let is_as_sent = row.facility_code == new.facility
                && row.day.0 == new.day
                && row.doses_given == i64::from(new.doses_given);
            kept(&caller, row, is_as_sent)
        }
        Err(ReportError::Reported(id)) => {
            Err(conflict("figure-reported").with("figure", json!(id)))
        }
        Err(ReportError::InFuture) => Err(unfit("in-future")),
        Err(ReportError::NoFacility) => Err(wrong("/facility", "unknown")),
        Err(ReportError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ReportError::Store(error)) => Err(stored(&error)),
    }
}

async fn correct(
    State(app): State<App>,
    caller: Caller,
    At(corrects): At,
    key: Key,
    Sent(body): Sent<FigureCorrected>,
) -> Result<Answer, Problem> {
    let wanted = FigureCorrection {
        id: key.or(body.id)?,
        corrects,
        doses_given: body.doses_given,
        reason: body.reason,
    };
    match figure::correct(app.registry(), &caller.by(&app), &wanted).await {
        Ok(()) => {
            let row = row(&app, wanted.id).await?;
            let is_as_sent =
                row.corrects == Some(corrects) && row.doses_given == i64::from(wanted.doses_given);
            kept(&caller, row, is_as_sent)
        }
        Err(CorrectError::Changed) => Err(Problem::conflict()),
        Err(CorrectError::NoReason) => Err(wrong("/reason", "missing")),
        Err(CorrectError::NoFigure) => Err(Problem::not_found()),
        Err(CorrectError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(CorrectError::Store(error)) => Err(stored(&error)),
    }
}

fn unread(error: ReadError) -> Problem {
    match error {
        ReadError::NoUnit | ReadError::NoFacility => Problem::not_found(),
        ReadError::Days => query_unreadable(),
        ReadError::NotAllowed(missing) => not_allowed(missing),
        ReadError::Store(error) => stored(&error),
    }
}

async fn compare(
    State(app): State<App>,
    caller: Caller,
    Asked(asked): Asked<Between>,
) -> Result<Answer, Problem> {
    let within = asked.unit.as_deref().map_or(Within::Nation, Within::Unit);
    let (from, to) = (asked.from.0, asked.to.0);
    let compared = figure::compare(app.registry(), &caller.by(&app), within, from, to).await;
    let Comparison { parts, total } = compared.map_err(unread)?;
    let part = |part: Part| ComparedPart {
        level: match part.level {
            PartLevel::Unit(level) => super::catalogue::level(level),
            PartLevel::Facility => "facility",
            PartLevel::Nowhere => "nowhere",
        },
        code: part.code,
        name: part.name,
        facilities: part.facilities,
        reporting: part.reporting,
        figures: part.figures.into(),
    };
    Ok(Answer::ok(&Compared {
        parts: parts.into_iter().map(part).collect(),
        total: total.into(),
    }))
}

async fn days(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
    Asked(asked): Asked<Between>,
) -> Result<Answer, Problem> {
    if asked.unit.is_some() {
        return Err(query_unreadable());
    }
    let (from, to) = (asked.from.0, asked.to.0);
    let days = figure::days(app.registry(), &caller.by(&app), &code, from, to).await;
    let day = |it: figure::DayFigures| DaySums {
        day: IsoDay(it.day),
        figure: it.figure.map(Figure::from),
        figures: it.figures.into(),
    };
    let days = days.map_err(unread)?.into_iter().map(day).collect();
    Ok(Answer::ok(&Days { days }))
}
