//! A week of An Châu, and of the communes of its district.

use jiff::civil::date;
use khien_registry::figure::Figures;
use uuid::Uuid;

use super::{DayLine, Line, OfFacility, OfUnit, Standing};

fn figures(reported: i64, vials: i64, entered: i64) -> Figures {
    Figures {
        reports: 1,
        reported,
        vials,
        in_vials: vials * 6,
        entered,
    }
}

pub(crate) fn of_facility() -> OfFacility {
    let day = |day, figures: Figures, reason: Option<&str>| DayLine {
        day: date(2022, 5, day),
        standing: reason.map(|reason| Standing {
            id: Uuid::nil(),
            given: figures.reported,
            reason: reason.to_owned(),
        }),
        figures,
        new_id: Uuid::nil(),
    };
    OfFacility {
        code: "34001".to_owned(),
        name: "Trạm Y tế xã An Châu".to_owned(),
        days: vec![
            day(14, figures(0, 0, 61), None),
            day(13, figures(263, 44, 257), Some("")),
            day(12, figures(84, 14, 84), Some("đếm lại lọ")),
        ],
        total: figures(347, 58, 402),
        may_report: true,
        may_correct: true,
        earlier: date(2022, 4, 30),
    }
}

pub(crate) fn of_unit() -> OfUnit {
    let line = |name: &str, reporting, figures| Line {
        href: "/station/figures?unit=12688".to_owned(),
        name: name.to_owned(),
        facilities: 3,
        reporting,
        figures,
    };
    OfUnit {
        name: "Huyện Đông Hưng".to_owned(),
        from: date(2022, 5, 8),
        to: date(2022, 5, 14),
        lines: vec![
            line("Xã An Châu", 2, figures(347, 58, 402)),
            line("Xã Đông Sơn", 3, figures(1_204, 201, 1_180)),
        ],
        total: figures(1_551, 259, 1_582),
        funnel: "/station/funnel?unit=340".to_owned(),
    }
}
