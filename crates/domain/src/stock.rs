//! Vaccine that moves: receipts, transfers, wastage, use.

use crate::codes::codes;

codes! {
    /// Why the stock of a lot at a unit changed. Counted in doses (liều), not in injections (mũi).
    StockMoveKind {
        /// Nhập kho.
        Receipt = "receipt",
        /// Nhận điều chuyển.
        TransferIn = "transfer_in",
        /// Xuất điều chuyển.
        TransferOut = "transfer_out",
        /// Huỷ, hao phí.
        Wastage = "wastage",
        /// Đã dùng ở buổi tiêm.
        Used = "used",
        /// Trả lại cấp trên.
        Returned = "returned",
    }
}

impl StockMoveKind {
    /// Whether it adds to the stock of the unit that it is written for; otherwise it takes.
    pub fn adds(self) -> bool {
        matches!(self, Self::Receipt | Self::TransferIn)
    }
}

codes! {
    /// Why vaccine is written off.
    WastageReason {
        /// Hết hạn dùng.
        Expired = "expired",
        /// Vỡ, hỏng lọ.
        Broken = "broken",
        /// Nhiệt độ bảo quản quá cao, or the vial monitor changed.
        HeatExposed = "heat_exposed",
        /// Bị đông băng.
        Frozen = "frozen",
        /// Còn thừa trong lọ đã mở quá giờ.
        LeftOver = "left_over",
        /// Nhiễm bẩn, có vật lạ.
        Contaminated = "contaminated",
        /// Đã lấy vào bơm tiêm nhưng không tiêm.
        DrawnNotGiven = "drawn_not_given",
        /// Thu hồi lô.
        Recalled = "recalled",
        /// Mất.
        Lost = "lost",
        /// Lý do khác.
        Other = "other",
    }
}

impl WastageReason {
    /// Whether whole vials are written off, not single doses of an opened one.
    pub fn is_of_whole_vials(self) -> bool {
        !matches!(self, Self::LeftOver | Self::DrawnNotGiven | Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn codes_are_well_formed() {
        assert_codes!(StockMoveKind, WastageReason);
    }

    #[test]
    fn a_transfer_takes_from_one_unit_and_adds_to_the_other() {
        assert!(StockMoveKind::TransferIn.adds() && !StockMoveKind::TransferOut.adds());
        assert_eq!(StockMoveKind::ALL.iter().filter(|it| it.adds()).count(), 2);
    }
}
