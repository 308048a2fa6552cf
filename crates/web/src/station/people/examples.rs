//! A search by a name without diacritics.

use jiff::civil::date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use super::{AskedBy, Found, PersonLine, Search};
use crate::pieces::{Number, Verdict, WrongField};

pub(crate) fn line(
    name: &str,
    born: BirthDate,
    sex: Sex,
    number: &str,
    verdict: Verdict,
) -> PersonLine {
    PersonLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        born: Some(born),
        sex: Some(sex),
        place: "thôn Văn Ông Đông, xã An Châu".to_owned(),
        number: (!number.is_empty()).then(|| Number::new(number)),
        verdict,
    }
}

pub(crate) fn search() -> Search {
    let young = line(
        "Nguyễn Tâm Anh",
        BirthDate::Day(date(2013, 9, 2)),
        Sex::Male,
        "",
        Verdict::NoNumber,
    );
    Search {
        typed: "nguyen tam anh".to_owned(),
        found: Some(Found {
            by: AskedBy::Name,
            people: vec![
                line(
                    "Nguyễn Tâm Anh",
                    BirthDate::Day(date(1960, 5, 31)),
                    Sex::Female,
                    "034160054159",
                    Verdict::Verified,
                ),
                line(
                    "Nguyễn Tâm Ánh",
                    BirthDate::Year(1987),
                    Sex::Female,
                    "155393744",
                    Verdict::Mismatch(vec![WrongField::Name, WrongField::BirthDate]),
                ),
                young,
            ],
            more: false,
            too_short: false,
            sealed: "sealed".to_owned(),
        }),
    }
}

pub(crate) fn nobody() -> Search {
    let mut search = search();
    "0987 654 321".clone_into(&mut search.typed);
    if let Some(found) = &mut search.found {
        found.people.clear();
        found.by = AskedBy::Phone;
    }
    search
}
