//! The two halves of the country that spell some names differently.

/// North or south of the Ngang pass, roughly: Hoàng and Vũ against Huỳnh and Võ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    North,
    South,
}

impl Region {
    /// By the two-digit code of the province: Quảng Bình (44) and beyond is the south.
    pub(super) fn of(province_code: u16) -> Self {
        if province_code < 44 {
            Region::North
        } else {
            Region::South
        }
    }
}
