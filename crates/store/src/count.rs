//! Counters of doses, and the figures that sites report.

use uuid::Uuid;

use crate::engine::Held;
use crate::{Day, Moment, StoreError, Tx};

/// A dose counted, or taken back.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct DoseDeltaRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Who gave it; empty abroad.
    pub facility_code: String,
    /// Where it was given; empty abroad.
    pub commune_code: String,
    /// On which day.
    pub day: Day,
    /// Of which product.
    pub product_code: String,
    /// Of which kind.
    pub kind: String,
    /// Which of its kind.
    pub ordinal: i64,
    /// Group of ages.
    pub age_group: String,
    /// `M`, `F` or empty.
    pub sex: String,
    /// 1, or -1.
    pub doses: i64,
}

/// What a site says it gave on a day.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct FigureRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Which site.
    pub facility_code: String,
    /// On which day.
    pub day: Day,
    /// How many doses.
    pub doses_given: i64,
    /// Which figure this one replaces.
    pub corrects: Option<Uuid>,
    /// Why.
    pub reason: Option<String>,
    /// Who says so.
    pub reported_by: Uuid,
    /// When.
    pub reported_at: Moment,
}

/// What a facility reported, used and entered between two days.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct FacilityFiguresRow {
    /// The facility.
    pub code: String,
    /// As staff call it.
    pub name: String,
    /// Where it stands.
    pub commune_code: String,
    /// Days for which it reported.
    pub days_reported: i64,
    /// Doses that it says it gave.
    pub reported: i64,
    /// Vials used.
    pub vials: i64,
    /// Doses in those vials by their labels.
    pub in_vials: i64,
    /// Doses that are entered.
    pub entered: i64,
}

impl Tx {
    /// Counts a dose, or takes one back.
    pub async fn insert_dose_delta(&mut self, row: &DoseDeltaRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("count/insert_delta")), row,
            id, facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, doses
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Counts many doses at once.
    pub async fn insert_dose_deltas(&mut self, rows: &[DoseDeltaRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "count/insert_delta",
            rows,
            id,
            facility_code,
            commune_code,
            day,
            product_code,
            kind,
            ordinal,
            age_group,
            sex,
            doses
        );
        Ok(())
    }

    /// Adds the deltas up into the counter; gives how many there were. Counts stay what they were,
    /// also for deltas that others write meanwhile.
    pub async fn fold_dose_deltas(&mut self) -> Result<u64, StoreError> {
        match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query(sql!("count/fold.sqlite"))
                    .execute(&mut **held)
                    .await?;
                let folded = sqlx::query(sql!("count/folded.sqlite"))
                    .execute(&mut **held)
                    .await?;
                Ok(folded.rows_affected())
            }
            Held::Postgres(held) => {
                let folded: i64 = sqlx::query_scalar(sql!("count/fold.postgres"))
                    .fetch_one(&mut **held)
                    .await?;
                Ok(folded.unsigned_abs())
            }
        }
    }

    /// Doses of a facility by day, from counter and deltas.
    pub async fn doses_counted(
        &mut self,
        facility: &str,
        from: Day,
        below: Day,
    ) -> Result<Vec<(Day, i64)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("count/given"))
            .bind(facility).bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }

    /// All doses, from counter and deltas.
    pub async fn count_total(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("count/total"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// All doses, counted afresh.
    pub async fn recount_total(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("count/recount"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// Adds what a site says it gave.
    pub async fn insert_figure(&mut self, row: &FigureRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("count/insert_figure")), row,
            id, facility_code, day, doses_given, corrects, reason, reported_by, reported_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// What a site says it gave, by day, corrections applied.
    pub async fn figures(
        &mut self,
        facility: &str,
        from: Day,
        below: Day,
    ) -> Result<Vec<FigureRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("count/figures"))
            .bind(facility).bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }

    /// The figure with this id.
    pub async fn figure(&mut self, id: Uuid) -> Result<Option<FigureRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("count/figure"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// What every facility reported, used and entered from one day to before another.
    pub async fn figures_by_facility(
        &mut self,
        from: Day,
        below: Day,
    ) -> Result<Vec<FacilityFiguresRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("count/by_facility"))
            .bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }
}
