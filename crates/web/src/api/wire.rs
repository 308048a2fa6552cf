//! Values as they travel: days, ids in addresses.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;
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
        let day: Date = text.parse().map_err(serde::de::Error::custom)?;
        if day.to_string() == text {
            Ok(Self(day))
        } else {
            Err(serde::de::Error::custom("a day is written YYYY-MM-DD"))
        }
    }
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

/// Two ids in the address: of a thing, and of something in it.
pub(super) struct Within(pub(super) Uuid, pub(super) Uuid);

impl FromRequestParts<App> for Within {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let texts = Path::<(String, String)>::from_request_parts(parts, app).await;
        let ids = texts.ok().and_then(|Path((outer, inner))| {
            Some(Self(
                Uuid::try_parse(&outer).ok()?,
                Uuid::try_parse(&inner).ok()?,
            ))
        });
        ids.ok_or_else(Problem::not_found)
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
        ] {
            assert!(!read(text), "{text}");
        }
    }
}
