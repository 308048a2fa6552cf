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
    /// Where it was sent to, or came from.
    pub other_facility: Option<String>,
    /// Which transfer this is the arrival of.
    pub answers: Option<Uuid>,
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

/// Vials that a facility used on a day.
#[derive(Clone, Copy, Debug, PartialEq, sqlx::FromRow)]
pub struct UsedRow {
    /// The day.
    pub day: Day,
    /// Vials.
    pub vials: i64,
    /// Doses in them by their labels.
    pub doses: i64,
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

    /// Adds vials that came or went; gives the vials that the facility has of the lot then. Who
    /// takes from the same lot at the same time waits until this transaction ends.
    pub async fn insert_stock_move(&mut self, row: &StockMoveRow) -> Result<i64, StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("stock/insert_move")), row,
            id, facility_code, lot_id, session_id, kind, vials, other_facility, answers, reason, paper, moved_on, moved_by, created_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("stock/add_balance"))
            .bind(&row.facility_code).bind(row.lot_id).bind(row.vials)
            .fetch_one(connection)
            .await?),
        )
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

    /// What a facility has, by product, expiry and number; nothing of lots that are used up.
    pub async fn balances(&mut self, facility: &str) -> Result<Vec<BalanceRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/balances"))
            .bind(facility)
            .fetch_all(connection)
            .await?),
        )
    }

    /// The move with this id.
    pub async fn stock_move(&mut self, id: Uuid) -> Result<Option<StockMoveRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/move"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// What a session used, in order.
    pub async fn stock_moves_of_session(
        &mut self,
        session: Uuid,
    ) -> Result<Vec<StockMoveRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/moves_of_session"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// What was sent to a facility and has not arrived, the oldest first.
    pub async fn transfers_under_way(
        &mut self,
        facility: &str,
    ) -> Result<Vec<StockMoveRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/under_way"))
            .bind(facility)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Vials of a lot at a facility.
    pub async fn balance(&mut self, facility: &str, lot: Uuid) -> Result<i64, StoreError> {
        let vials: Option<i64> = on_engine!(self, connection => sqlx::query_scalar(sql!("stock/balance"))
            .bind(facility).bind(lot)
            .fetch_optional(connection)
            .await?);
        Ok(vials.unwrap_or(0))
    }

    /// Facilities that have, or had, vials of a lot.
    pub async fn lot_holders(&mut self, lot: Uuid) -> Result<Vec<String>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("stock/holders"))
            .bind(lot)
            .fetch_all(connection)
            .await?),
        )
    }

    /// How many balances are not the sum of their moves; anything but 0 is a fault of ours.
    pub async fn wrong_balances(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("stock/wrong_balances"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// Sets the last day of use of a lot. `false`: it is not what it was.
    pub async fn set_lot_expiry(
        &mut self,
        lot: Uuid,
        expires_on: Option<Day>,
        seen: Option<Day>,
    ) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("stock/set_expiry"))
            .bind(lot).bind(expires_on).bind(seen)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// Vials that a facility used, by day.
    pub async fn vials_used(
        &mut self,
        facility: &str,
        from: Day,
        below: Day,
    ) -> Result<Vec<UsedRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("stock/used_by_day"))
            .bind(facility).bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }
}
