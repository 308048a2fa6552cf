//! Calls into the registry.

use jiff::ToSpan;
use jiff::civil::Date;
use khien_domain::AdminTree;
use khien_domain::rights::{Act, Place};
use khien_registry::figure::{
    self, CorrectError, FigureCorrection, Figures, NewFigure, PartLevel, ReadError, ReportError,
    Within,
};
use khien_store::{FacilityRow, StoreError};

use super::{DayLine, Line, OfFacility, OfUnit, Standing, Typed};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};
use crate::station::funnel::begins_at;

/// Days on a page of a facility, and days that are compared above it.
const DAYS: i32 = 14;
const WEEK: i32 = 7;

fn unreadable(error: ReadError) -> Problem {
    match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoUnit | ReadError::NoFacility => Problem::not_found(),
        ReadError::Days => Problem::bad_request(),
        ReadError::Store(error) => failed(&error),
    }
}

/// Days of a facility up to one.
pub(super) async fn of_facility(
    app: &App,
    actor: &Actor,
    code: &str,
    until: Date,
) -> Result<OfFacility, Problem> {
    let row = facility(app, code).await.map_err(|error| failed(&error))?;
    let row = row.ok_or_else(Problem::not_found)?;
    let until = until.min(actor.today());
    let from = until.saturating_sub((DAYS - 1).days());
    let days = figure::days(app.registry(), &actor.by(app), code, from, until).await;
    let days = days.map_err(unreadable)?;
    let total = days.iter().map(|day| day.figures);
    let total = total.fold(Figures::default(), Figures::plus);
    let here = place(&row, actor.today());
    let lines = days.into_iter().rev().map(|day| DayLine {
        day: day.day,
        figures: day.figures,
        standing: day.figure.map(|row| Standing {
            id: row.id,
            given: row.doses_given,
            reason: row.reason.unwrap_or_default(),
        }),
        new_id: app.new_id(),
    });
    Ok(OfFacility {
        days: lines.collect(),
        total,
        may_report: actor.may_at(Act::FigureReport, &here),
        may_correct: actor.may_at(Act::FigureCorrect, &here),
        earlier: from.saturating_sub(1.day()),
        code: row.code,
        name: row.name,
    })
}

async fn facility(app: &App, code: &str) -> Result<Option<FacilityRow>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    tx.facility(code).await
}

/// Where a facility lies, for buttons.
pub(crate) fn place(row: &FacilityRow, on: Date) -> Place {
    Place::of_unit(AdminTree::national(), &row.commune_code, on)
        .unwrap_or_else(Place::nation)
        .in_facility(row.code.clone())
        .under_body(row.managing_body.clone())
}

/// The parts of a unit over a week up to a day; without a unit, of the own one.
pub(super) async fn of_unit(
    app: &App,
    actor: &Actor,
    unit: &str,
    until: Date,
) -> Result<OfUnit, Problem> {
    let own = actor.who.unit().map(|unit| unit.id.clone());
    let own = own.unwrap_or_default();
    let code = if unit.is_empty() {
        own.split_once('-').map_or("", |(_, code)| code)
    } else {
        unit
    };
    let within = if code.is_empty() || own.starts_with("nation-") && unit.is_empty() {
        Within::Nation
    } else {
        Within::Unit(code)
    };
    let from = until.saturating_sub((WEEK - 1).days());
    let by = actor.by(app);
    let found = figure::compare(app.registry(), &by, within, from, until).await;
    let found = found.map_err(unreadable)?;
    let lines = found.parts.into_iter().map(|part| Line {
        href: match part.level {
            PartLevel::Unit(_) => format!("/station/figures?unit={}", part.code),
            PartLevel::Facility => format!("/station/figures?facility={}", part.code),
            PartLevel::Nowhere => String::new(),
        },
        name: part.name,
        facilities: part.facilities,
        reporting: part.reporting,
        figures: part.figures,
    });
    let named = AdminTree::national().lookup(code, actor.today());
    let named = named.map(|unit| unit.name.to_owned());
    Ok(OfUnit {
        name: named.unwrap_or_else(|| actor.visit.texts().say("figures-nation")),
        from,
        to: until,
        lines: lines.collect(),
        total: found.total,
        funnel: if begins_at(actor) {
            format!("/station/funnel?unit={code}")
        } else {
            String::new()
        },
    })
}

/// Reports a figure, or corrects the one that stands.
pub(super) async fn save(
    app: &App,
    actor: &Actor,
    typed: Typed,
) -> Result<Result<(), &'static str>, Problem> {
    let Some(corrects) = typed.corrects else {
        return report(app, actor, typed).await;
    };
    let wanted = FigureCorrection {
        id: typed.id,
        corrects,
        doses_given: typed.given,
        reason: typed.reason,
    };
    match figure::correct(app.registry(), &actor.by(app), &wanted).await {
        Ok(()) => Ok(Ok(())),
        Err(CorrectError::NoReason) => Ok(Err("fault-no-reason")),
        Err(CorrectError::Changed) => Ok(Err("fault-changed")),
        Err(CorrectError::NoFigure) => Err(Problem::not_found()),
        Err(CorrectError::NotAllowed(missing)) => Err(refused(missing)),
        Err(CorrectError::Store(error)) => Err(failed(&error)),
    }
}

async fn report(
    app: &App,
    actor: &Actor,
    typed: Typed,
) -> Result<Result<(), &'static str>, Problem> {
    let new = NewFigure {
        id: typed.id,
        facility: typed.facility,
        day: typed.day,
        doses_given: typed.given,
    };
    match figure::report(app.registry(), &actor.by(app), &new).await {
        Ok(()) => Ok(Ok(())),
        Err(ReportError::InFuture) => Ok(Err("fault-figure-future")),
        Err(ReportError::Reported(_)) => Ok(Err("fault-figure-reported")),
        Err(ReportError::NoFacility) => Err(Problem::not_found()),
        Err(ReportError::NotAllowed(missing)) => Err(refused(missing)),
        Err(ReportError::Store(error)) => Err(failed(&error)),
    }
}
