//! What everybody may look up: vaccines, administrative units, policies, and who may do what.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::policy::{PolicyFault, PolicyRow};
use khien_domain::rights::{Act, Role};
use khien_domain::{AdminTree, AdminUnit, Catalogue, Level};
use khien_registry::day_in_viet_nam;
use khien_registry::policy::{NewPolicy, PolicyError, SetError, in_force, set};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::Answer;
use super::body::{Asked, Sent};
use super::caller::Caller;
use super::fault::{not_allowed, stored, unfit, wrong};
use super::operation::Operation;
use super::wire::IsoDay;
use crate::App;
use crate::problem::Problem;

/// Operations on the catalogue.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/catalogue/vaccines", vaccines)
            .named("list_vaccines", "catalogue", "Vaccine products")
            .anybody_in()
            .answers::<Vaccines>(StatusCode::OK, "Every product."),
        Operation::get("/catalogue/units", units)
            .named(
                "list_units",
                "catalogue",
                "Administrative units as they are, or were on a day",
            )
            .anybody_in()
            .query(&[
                ("within", "Code of the unit above; provinces if left out."),
                ("on", "The day, `YYYY-MM-DD`; today if left out."),
            ])
            .answers::<Units>(StatusCode::OK, "The units right below."),
        Operation::get("/catalogue/policies", policies)
            .named(
                "list_policies",
                "catalogue",
                "Deadlines, tolerances and switches, with their time",
            )
            .anybody_in()
            .answers::<PolicyValues>(StatusCode::OK, "Past, present and to come."),
        Operation::post("/catalogue/policies", set_policy)
            .named("set_policy", "catalogue", "Set a policy from a day on")
            .about(
                "For the nation, over the value that comes with the program. The same sent again changes \
                 nothing; another value for the same day takes its place, and both stay in the audit.",
            )
            .acts(&[Act::PolicyEdit])
            .takes::<PolicyToSet>()
            .answers::<PolicyValue>(StatusCode::OK, "The policy as it is set.")
            .problems(&["policy-unknown", "policy-value"]),
        Operation::get("/catalogue/rights", rights)
            .named("read_rights", "catalogue", "Which role may do what")
            .anybody_in()
            .answers::<Rights>(StatusCode::OK, "The table that decides."),
    ]
}

/// Every product.
#[derive(Serialize, ToSchema)]
struct Vaccines {
    vaccines: Vec<Vaccine>,
}

/// A product as licensed.
#[derive(Serialize, ToSchema)]
struct Vaccine {
    /// Stable code.
    #[schema(example = "comirnaty")]
    code: &'static str,
    name: &'static str,
    manufacturer: &'static str,
    /// Doses of the primary series.
    primary_doses: u8,
    /// Day of the ministry's decision.
    valid_from: IsoDay,
    /// Last day of the licence.
    valid_until: Option<IsoDay>,
}

async fn vaccines() -> Answer {
    let products = Catalogue::national().products().iter();
    let vaccine = |it: &khien_domain::Product| Vaccine {
        code: it.code,
        name: it.name,
        manufacturer: it.manufacturer,
        primary_doses: it.primary_doses,
        valid_from: IsoDay(it.valid_from),
        valid_until: it.valid_until.map(IsoDay),
    };
    Answer::ok(&Vaccines {
        vaccines: products.map(vaccine).collect(),
    })
}

/// Units of one level.
#[derive(Serialize, ToSchema)]
struct Units {
    units: Vec<Unit>,
}

/// An administrative unit.
#[derive(Serialize, ToSchema)]
struct Unit {
    /// `province`, `district` or `commune`.
    level: &'static str,
    /// Two, three or five digits.
    code: &'static str,
    name: &'static str,
    /// Code of the unit above.
    parent: Option<&'static str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Within {
    within: Option<String>,
    on: Option<IsoDay>,
}

async fn units(caller: Caller, Asked(asked): Asked<Within>) -> Result<Answer, Problem> {
    let tree = AdminTree::national();
    let on = asked.on.map_or(day_in_viet_nam(caller.at()), |day| day.0);
    let told = |it: &AdminUnit| Unit {
        level: level(it.level),
        code: it.code,
        name: it.name,
        parent: it.parent,
    };
    let units = if let Some(code) = asked.within {
        let above = tree.lookup(&code, on).ok_or_else(Problem::not_found)?;
        tree.children(above, on).map(told).collect()
    } else {
        let provinces = tree.units().iter();
        let provinces = provinces.filter(|it| it.level == Level::Province && it.is_valid_on(on));
        provinces.map(told).collect()
    };
    Ok(Answer::ok(&Units { units }))
}

/// What a level is called in codes.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Province => "province",
        Level::District => "district",
        Level::Commune => "commune",
    }
}

/// Policies with their time.
#[derive(Serialize, ToSchema)]
struct PolicyValues {
    policies: Vec<PolicyValue>,
}

/// One value of one policy during its time.
#[derive(Serialize, ToSchema)]
struct PolicyValue {
    /// Its name, with `.product` behind it where it is about one product.
    key: String,
    /// A number, `yes` or `no`, or a code.
    value: String,
    /// First day.
    valid_from: IsoDay,
    /// Last day; none while it stands.
    valid_until: Option<IsoDay>,
    /// The law, letter or practice that it comes from.
    source: String,
}

async fn policies(State(app): State<App>) -> Result<Answer, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        in_force(&mut tx).await
    };
    let policies = read.await.map_err(|error: PolicyError| match error {
        PolicyError::Store(error) => stored(&error),
        PolicyError::Policy(_) => Problem::broken(String::new()),
    })?;
    let values = policies.rows().iter().map(PolicyValue::from);
    Ok(Answer::ok(&PolicyValues {
        policies: values.collect(),
    }))
}

/// A policy to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PolicyToSet {
    /// Its name, with `.product` behind it where it is about one product.
    #[schema(example = "observation_minutes")]
    key: String,
    /// A number, `yes` or `no`, or a code.
    #[schema(example = "15")]
    value: String,
    /// First day.
    valid_from: IsoDay,
    /// The letter that it comes from, or why. Everybody may read it.
    reason: String,
}

impl From<&PolicyRow> for PolicyValue {
    fn from(row: &PolicyRow) -> Self {
        Self {
            key: row.key.clone(),
            value: row.value.clone(),
            valid_from: IsoDay(row.valid_from),
            valid_until: row.valid_until.map(IsoDay),
            source: row.source.clone(),
        }
    }
}

async fn set_policy(
    State(app): State<App>,
    caller: Caller,
    Sent(body): Sent<PolicyToSet>,
) -> Result<Answer, Problem> {
    let new = NewPolicy {
        key: &body.key,
        value: &body.value,
        from: body.valid_from.0,
        reason: &body.reason,
    };
    match set(app.registry(), &caller.by(&app), new).await {
        Ok(row) => Ok(Answer::ok(&PolicyValue::from(&row))),
        Err(SetError::Policy(PolicyFault::UnknownKey(_))) => Err(unfit("policy-unknown")),
        Err(SetError::Policy(PolicyFault::MalformedValue(_))) => Err(unfit("policy-value")),
        Err(SetError::Policy(_)) => Err(Problem::broken(String::new())),
        Err(SetError::NoReason) => Err(wrong("/reason", "missing")),
        Err(SetError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(SetError::Store(error)) => Err(stored(&error)),
    }
}

/// Roles with what they may do.
#[derive(Serialize, ToSchema)]
struct Rights {
    roles: Vec<RoleRights>,
}

/// What a role may do.
#[derive(Serialize, ToSchema)]
struct RoleRights {
    /// Code of the role.
    role: &'static str,
    /// Kinds of scope in which it is held.
    scopes: Vec<&'static str>,
    /// Roles that may give it.
    granted_by: Vec<&'static str>,
    /// Acts that it may do somewhere.
    acts: Vec<&'static str>,
}

async fn rights() -> Answer {
    let role = |role: &Role| RoleRights {
        role: role.code(),
        scopes: role.scope_kinds().iter().map(|it| it.code()).collect(),
        granted_by: role.granted_by().iter().map(|it| it.code()).collect(),
        acts: role.acts().map(Act::code).collect(),
    };
    Answer::ok(&Rights {
        roles: Role::ALL.iter().map(role).collect(),
    })
}
