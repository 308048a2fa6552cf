//! How far doses are on the way to passports.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::passport::{self, FunnelError, FunnelPart};
use khien_registry::{PartLevel, Within};
use khien_store::FunnelCounts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::Answer;
use super::body::Asked;
use super::caller::Caller;
use super::fault::{not_allowed, stored};
use super::operation::Operation;
use crate::App;
use crate::problem::Problem;

const UNIT: &[(&str, &str)] = &[(
    "unit",
    "Code of a province, district or commune; the nation if left out.",
)];

/// Operations on the funnel.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/funnel", funnel)
            .named(
                "read_funnel",
                "passports",
                "Doses recorded, verified, signed and certified, unit by unit",
            )
            .about(
                "Each step counts only doses that passed the one before. Facilities are counted one \
                 after the other; what is told is at most an hour old.",
            )
            .acts(&[Act::BoardRead])
            .query(UNIT)
            .answers::<Funnel>(StatusCode::OK, "The units right below, and their sum."),
    ]
}

/// Doses of a unit at each step.
#[derive(Serialize, ToSchema)]
struct FunnelSteps {
    /// Recorded.
    recorded: i64,
    /// Of these, those whose person's identity is settled.
    verified: i64,
    /// Of these, those that are signed.
    signed: i64,
    /// Of these, those whose person has a passport.
    certified: i64,
}

impl From<FunnelCounts> for FunnelSteps {
    fn from(counts: FunnelCounts) -> Self {
        Self {
            recorded: counts.recorded,
            verified: counts.verified,
            signed: counts.signed,
            certified: counts.certified,
        }
    }
}

/// One unit or facility.
#[derive(Serialize, ToSchema)]
struct PartOfFunnel {
    /// `province`, `district`, `commune`, `facility`, or `nowhere`.
    level: &'static str,
    code: String,
    name: String,
    doses: FunnelSteps,
}

impl From<FunnelPart> for PartOfFunnel {
    fn from(part: FunnelPart) -> Self {
        Self {
            level: match part.level {
                PartLevel::Unit(level) => super::catalogue::level(level),
                PartLevel::Facility => "facility",
                PartLevel::Nowhere => "nowhere",
            },
            code: part.code,
            name: part.name,
            doses: part.counts.into(),
        }
    }
}

/// Units beside each other.
#[derive(Serialize, ToSchema)]
struct Funnel {
    /// By code.
    parts: Vec<PartOfFunnel>,
    /// All of them together.
    total: FunnelSteps,
    /// When the facility was counted that was counted the longest ago; null before the first count.
    #[schema(format = DateTime)]
    counted_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    unit: Option<String>,
}

async fn funnel(
    State(app): State<App>,
    caller: Caller,
    Asked(asked): Asked<Of>,
) -> Result<Answer, Problem> {
    let within = asked.unit.as_deref().map_or(Within::Nation, Within::Unit);
    let found = passport::funnel(app.registry(), &caller.by(&app), within).await;
    let found = found.map_err(|error| match error {
        FunnelError::NoUnit => Problem::not_found(),
        FunnelError::NotAllowed(missing) => not_allowed(missing),
        FunnelError::Store(error) => stored(&error),
    })?;
    Ok(Answer::ok(&Funnel {
        parts: found.parts.into_iter().map(Into::into).collect(),
        total: found.total.into(),
        counted_at: found.counted_at.map(|at| at.to_string()),
    }))
}
