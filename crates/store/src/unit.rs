//! Administrative units and policies, each with the time it holds.

use crate::{Day, StoreError, Tx};

/// An administrative unit for a span of time.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct UnitRow {
    /// Two, three or five digits.
    pub code: String,
    /// First day.
    pub valid_from: Day,
    /// First day on which it no longer holds.
    pub valid_to: Option<Day>,
    /// `province`, `district` or `commune`.
    pub level: String,
    /// With its kind: "Phường Trúc Bạch".
    pub name: String,
    /// District of a commune, while there are districts.
    pub district_code: Option<String>,
    /// Its province; its own code for a province.
    pub province_code: String,
}

/// A value that a ministry set, for a span of time.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct PolicyRow {
    /// Name of the policy.
    pub key: String,
    /// First day.
    pub valid_from: Day,
    /// First day on which it no longer holds.
    pub valid_to: Option<Day>,
    /// As text.
    pub value: String,
    /// The letter that set it.
    pub source: String,
}

impl Tx {
    /// Adds a unit, unless it is there.
    pub async fn insert_unit(&mut self, row: &UnitRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("unit/insert")), row,
            code, valid_from, valid_to, level, name, district_code, province_code
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The unit with this code on a day.
    pub async fn unit(&mut self, code: &str, on: Day) -> Result<Option<UnitRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("unit/on_day"))
            .bind(code).bind(on)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Units of a level within a province, and within one district of it if given.
    pub async fn units(
        &mut self,
        province: &str,
        district: Option<&str>,
        level: &str,
        on: Day,
    ) -> Result<Vec<UnitRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("unit/children"))
            .bind(province).bind(district).bind(level).bind(on)
            .fetch_all(connection)
            .await?),
        )
    }

    /// How many units are known.
    pub async fn unit_count(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("unit/count"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// Adds a policy, unless it is there.
    pub async fn insert_policy(&mut self, row: &PolicyRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("policy/insert")), row,
            key, valid_from, valid_to, value, source
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// All policies, by key and day.
    pub async fn policies(&mut self) -> Result<Vec<PolicyRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("policy/all"))
            .fetch_all(connection)
            .await?),
        )
    }
}
