//! Values as they travel: days, ids in addresses.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use jiff::civil::Date;
use khien_domain::{
    ConfirmationChannel, ConsentAnswer, ReactionSeverity, ReactionSign, RosterFinding,
    ScreeningReason, ScreeningResult, WastageReason,
};
use khien_registry::facility::FacilityKind;
use khien_registry::passport::OrderKind;
use khien_registry::recovered::RecoveredTest;
use khien_registry::session::ConfirmedField;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::App;
use crate::problem::Problem;

/// A day as ISO 8601 writes it, and in no other form: `2021-08-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = Date, example = "2021-08-01")]
pub(super) struct IsoDay(pub(super) Date);

impl Serialize for IsoDay {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        writer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for IsoDay {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = String::deserialize(reader)?;
        let day = iso_day(&text).map(Self);
        day.ok_or_else(|| serde::de::Error::custom("a day is written YYYY-MM-DD"))
    }
}

fn iso_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    // What lies further away is a slip, and no database keeps it alike.
    (day.to_string() == text && (1900..=2200).contains(&day.year())).then_some(day)
}

/// Codes of the domain as they travel: exactly those that there are.
macro_rules! coded {
    ($($(#[doc = $about:literal])+ $name:ident = $domain:ty;)+) => {$(
        $(#[doc = $about])+
        #[derive(Clone, Copy)]
        pub(in crate::api) struct $name(pub(in crate::api) $domain);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                let text = String::deserialize(reader)?;
                let code = <$domain>::parse(&text).map(Self);
                code.ok_or_else(|| serde::de::Error::custom("there is no such code"))
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let codes = <$domain>::ALL.iter().map(|it| it.code());
                let schema = ObjectBuilder::new().schema_type(Type::String);
                schema.enum_values(Some(codes)).into()
            }
        }

        impl ToSchema for $name {}
    )+};
}

coded! {
    /// What a facility is.
    FacilityKindCode = FacilityKind;
    /// Why vaccine was written off.
    WastageReasonCode = WastageReason;
    /// By what an infection was found.
    RecoveredTestCode = RecoveredTest;
    /// What a screening found.
    ScreeningResultCode = ScreeningResult;
    /// Why somebody is deferred or contraindicated.
    ScreeningReasonCode = ScreeningReason;
    /// What somebody said to being vaccinated.
    ConsentCode = ConsentAnswer;
    /// How somebody confirmed what was recorded.
    ChannelCode = ConfirmationChannel;
    /// What somebody confirms or refuses.
    ConfirmedFieldCode = ConfirmedField;
    /// How severe a reaction is.
    SeverityCode = ReactionSeverity;
    /// A sign of a reaction.
    SignCode = ReactionSign;
    /// What is ordered about passports.
    OrderKindCode = OrderKind;
    /// What the police found about somebody on a list.
    FindingCode = RosterFinding;
}

/// The id in the address. What is none leads nowhere.
pub(super) struct At(pub(super) Uuid);

impl FromRequestParts<App> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, app).await;
        let id = text.ok().and_then(|Path(text)| Uuid::try_parse(&text).ok());
        id.map(Self).ok_or_else(Problem::not_found)
    }
}

/// The code in the address.
pub(super) struct Coded(pub(super) String);

impl FromRequestParts<App> for Coded {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, app).await;
        let code = text.ok().map(|Path(text)| text);
        // What a database would stumble over is nobody's code.
        let code = code.filter(|code| !code.chars().any(char::is_control));
        code.map(Self).ok_or_else(Problem::not_found)
    }
}

/// The code and the day in the address.
pub(super) struct CodedDay(pub(super) String, pub(super) Date);

impl FromRequestParts<App> for CodedDay {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let texts = Path::<(String, String)>::from_request_parts(parts, app).await;
        let texts = texts.ok().map(|Path(texts)| texts);
        let found = texts.filter(|(code, _)| !code.chars().any(char::is_control));
        let read = |(code, day): (String, String)| Some(Self(code, iso_day(&day)?));
        found.and_then(read).ok_or_else(Problem::not_found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        let read = |text: &str| serde_json::from_str::<IsoDay>(&format!("{text:?}")).is_ok();
        assert!(read("2021-08-01"));
        for text in [
            "20210801",
            "2021-8-1",
            "2021-08-01T00:00",
            "2021-02-30",
            "",
            "01/08/2021",
            "1021-08-01",
        ] {
            assert!(!read(text), "{text}");
        }
    }
}
