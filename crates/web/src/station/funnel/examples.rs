//! A district whose facilities are behind with signing.

use jiff::civil::date;
use khien_store::FunnelCounts;

use super::{Line, OfUnit};

pub(crate) fn of_unit() -> OfUnit {
    let counts = |[recorded, verified, signed, certified]: [i64; 4]| FunnelCounts {
        recorded,
        verified,
        signed,
        certified,
    };
    let line = |name: &str, all| Line {
        href: "/station/funnel?unit=12688".to_owned(),
        name: name.to_owned(),
        counts: counts(all),
    };
    OfUnit {
        name: "Huyện Đông Hưng".to_owned(),
        above: vec![(
            "/station/funnel?unit=34".to_owned(),
            "Tỉnh Thái Bình".to_owned(),
        )],
        lines: vec![
            line("Xã An Châu", [9_402, 9_120, 8_811, 8_790]),
            line("Xã Đông Sơn", [11_204, 10_017, 3_400, 3_377]),
            line("Xã Đông Phương", [7_866, 7_511, 0, 0]),
        ],
        total: counts([28_472, 26_648, 12_211, 12_167]),
        counted_at: Some(date(2022, 5, 14).at(7, 12, 0, 0)),
    }
}
