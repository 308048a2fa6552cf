//! Lots, and vials in and out of facilities.

use uuid::Uuid;

use crate::{Day, Moment, StoreError, Tx};

/// A lot of a product.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct LotRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Code of the product.
    pub product_code: String,
    /// Normalised number.
    pub number: String,
    /// The number with look-alike letters made equal.
    pub number_key: String,
    /// Last day of use.
    pub expires_on: Option<Day>,
    /// As the maker says.
    pub doses_per_vial: i64,
    /// When the row was made.
    pub created_at: Moment,
}

/// Vials that came or went; the sum is the balance.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct StockMoveRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Where.
    pub facility_code: String,
    /// Of which lot.
    pub lot_id: Uuid,
    /// In which session, if in one.
    pub session_id: Option<Uuid>,
    /// Code of the kind.
    pub kind: String,
    /// Came if positive, went if negative.
    pub vials: i64,
    /// Why, where a reason is asked.
    pub reason: Option<String>,
    /// Number of the delivery note.
    pub paper: Option<String>,
    /// On which day.
    pub moved_on: Day,
    /// Who noted it.
    pub moved_by: Uuid,
    /// When the row was made.
    pub created_at: Moment,
}

/// What a facility has of a lot.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct BalanceRow {
    /// The lot.
    pub lot_id: Uuid,
    /// Its product.
    pub product_code: String,
    /// Its number.
    pub number: String,
    /// Last day of use.
    pub expires_on: Option<Day>,
    /// Doses in a vial.
    pub doses_per_vial: i64,
    /// Vials there.
    pub vials: i64,
}

impl Tx {
    /// Adds a lot.
    pub async fn insert_lot(&mut self, row: &LotRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("stock/insert_lot")), row,
            id, product_code, number, number_key, expires_on, doses_per_vial, created_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The lot with this id.
    pub async fn lot(&mut self, id: Uuid) -> Result<Option<LotRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/lot"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The lot of a product with this number.
    pub async fn lot_by_number(
        &mut self,
        product: &str,
        number: &str,
    ) -> Result<Option<LotRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/lot_by_number"))
            .bind(product).bind(number)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Adds vials that came or went.
    pub async fn insert_stock_move(&mut self, row: &StockMoveRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("stock/insert_move")), row,
            id, facility_code, lot_id, session_id, kind, vials, reason, paper, moved_on, moved_by, created_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// What came and went, the newest first.
    pub async fn stock_moves(
        &mut self,
        facility: &str,
        limit: i64,
    ) -> Result<Vec<StockMoveRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/moves"))
            .bind(facility).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// What a facility has, by product, expiry and number.
    pub async fn balances(&mut self, facility: &str) -> Result<Vec<BalanceRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/balances"))
            .bind(facility)
            .fetch_all(connection)
            .await?),
        )
    }
}
