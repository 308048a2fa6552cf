//! What an order's form says.

use khien_registry::passport::{CohortSelection, OrderKind, Selection};

use crate::forms::Fields;
use crate::station::doses::day;

/// What is to be done, and whose passports.
pub(super) struct Ordered {
    pub(super) kind: OrderKind,
    pub(super) selection: Selection,
}

/// From the form; or a field and what is wrong with it.
pub(super) fn read(fields: &Fields) -> Result<Ordered, (&'static str, &'static str)> {
    let kind = OrderKind::parse(fields.text("kind")).ok_or(("kind", "fault-passports-kind"))?;
    let selection = match (kind, fields.text("unit")) {
        (OrderKind::Wave, "") => Selection::Nation,
        (OrderKind::Wave, unit) => Selection::Unit(unit.to_owned()),
        (OrderKind::Reissue | OrderKind::Revoke, _) => Selection::Cohort(cohort(fields)?),
    };
    Ok(Ordered { kind, selection })
}

fn cohort(fields: &Fields) -> Result<CohortSelection, (&'static str, &'static str)> {
    let iso = |name: &'static str| match fields.text(name) {
        "" => Ok(String::new()),
        typed => match day(typed) {
            Some(day) => Ok(day.to_string()),
            None => Err((name, "fault-day")),
        },
    };
    let cohort = CohortSelection {
        product: fields.text("product").to_owned(),
        lot: fields.text("lot").to_owned(),
        facility: fields.text("facility").to_owned(),
        from: iso("from")?,
        until: iso("until")?,
    };
    if !cohort.until.is_empty() && cohort.until < cohort.from {
        return Err(("until", "fault-passports-days"));
    }
    Ok(cohort)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(fields: &Fields) -> (&'static str, &'static str) {
        read(fields).err().unwrap_or_default()
    }

    #[test]
    fn a_wave_without_a_unit_is_the_nations() {
        let wave = read(&Fields::from([("kind", "wave"), ("unit", " ")]));
        assert!(wave.is_ok_and(|it| it.selection == Selection::Nation));
        let wave = read(&Fields::from([("kind", "wave"), ("unit", "34")]));
        assert!(wave.is_ok_and(|it| it.selection == Selection::Unit("34".to_owned())));
    }

    #[test]
    fn days_of_a_cohort_are_read_as_staff_write_them() {
        let fields = [("kind", "revoke"), ("from", "1/8/2021"), ("until", "")];
        let read = read(&Fields::from(fields)).ok().map(|it| it.selection);
        let cohort = CohortSelection {
            from: "2021-08-01".to_owned(),
            ..CohortSelection::default()
        };
        assert_eq!(read, Some(Selection::Cohort(cohort)));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let of = |pair| wrong(&Fields::from([("kind", "revoke"), pair]));
        assert_eq!(wrong(&Fields::default()), ("kind", "fault-passports-kind"));
        assert_eq!(of(("from", "hôm qua")), ("from", "fault-day"));
        let upside = [
            ("kind", "reissue"),
            ("from", "2/8/2021"),
            ("until", "1/8/2021"),
        ];
        assert_eq!(
            wrong(&Fields::from(upside)),
            ("until", "fault-passports-days")
        );
    }
}
