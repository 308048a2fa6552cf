//! The form of a person: read, with what is wrong, in the words of the domain.

use khien_domain::{BirthDate, IdentityNumber, Note, PersonName, Sex};

use crate::forms::{Faults, Fields};

/// A person as typed, readable but not yet believed.
pub(crate) struct Draft {
    pub(crate) name: PersonName,
    pub(crate) born: BirthDate,
    pub(crate) sex: Sex,
    pub(crate) number: Option<IdentityNumber>,
    pub(crate) nationality: String,
    pub(crate) phone: String,
    pub(crate) hamlet: String,
    pub(crate) address: String,
    pub(crate) workplace: String,
    pub(crate) guardian: Option<GuardianLink>,
    /// Why it is corrected; empty for a new person.
    pub(crate) reason: String,
    /// The version that was shown; empty for a new person.
    pub(crate) version: String,
}

/// The grown-up on whom a child without a number hangs.
pub(crate) struct GuardianLink {
    pub(crate) number: String,
    pub(crate) relation: String,
}

/// What the form holds, or what is wrong with it.
pub(crate) fn check(fields: &Fields, correcting: bool) -> Result<Draft, Faults> {
    let mut faults = Faults::default();
    let name = name(fields, &mut faults);
    let born = born(fields, &mut faults);
    let sex = sex(fields, &mut faults);
    let number = number(fields, &mut faults);
    let phone = fields.text("phone").replace([' ', '.', '-'], "");
    let is_phone = (10..=12).contains(&phone.len()) && phone.bytes().all(|b| b.is_ascii_digit());
    faults.require(phone.is_empty() || is_phone, "phone", "fault-phone");
    let reason = fields.text("reason");
    faults.require(!correcting || !reason.is_empty(), "reason", "fault-reason");
    let guardian = guardian(fields);
    match (name, born, sex) {
        (Some(name), Some(born), Some(sex)) if faults.is_empty() => Ok(Draft {
            name,
            born,
            sex,
            number,
            nationality: fields.text("nationality").to_owned(),
            phone,
            hamlet: fields.text("hamlet").to_owned(),
            address: fields.text("address").to_owned(),
            workplace: fields.text("workplace").to_owned(),
            guardian,
            reason: reason.to_owned(),
            version: fields.text("version").to_owned(),
        }),
        _ => Err(faults),
    }
}

fn name(fields: &Fields, faults: &mut Faults) -> Option<PersonName> {
    let read = PersonName::parse(fields.text("full_name"));
    if let Err(fault) = &read {
        faults.add("full_name", format!("fault-name-{}", fault.code()));
    }
    read.ok().map(|noted| noted.value)
}

fn born(fields: &Fields, faults: &mut Faults) -> Option<BirthDate> {
    let parts = ["born_d", "born_m", "born_y"].map(|part| fields.text(part));
    let typed: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let read = BirthDate::parse(&typed.join("/"));
    if let Err(fault) = &read {
        faults.add("born", format!("fault-date-{}", fault.code()));
    }
    let noted = read.ok()?;
    // Three boxes leave nothing to guess: a month typed into the day's box is a mistake.
    let as_typed = !noted.notes.has(Note::MonthFirst);
    faults.require(as_typed, "born", "fault-date-impossible");
    let four_digits = fields.text("born_y").len() == 4;
    faults.require(four_digits, "born", "fault-date-year");
    Some(noted.value)
}

fn sex(fields: &Fields, faults: &mut Faults) -> Option<Sex> {
    let sex = match fields.text("sex") {
        "M" => Some(Sex::Male),
        "F" => Some(Sex::Female),
        _ => None,
    };
    faults.require(sex.is_some(), "sex", "fault-sex");
    sex
}

fn number(fields: &Fields, faults: &mut Faults) -> Option<IdentityNumber> {
    let typed = fields.text("number");
    if typed.is_empty() {
        return None;
    }
    let read = IdentityNumber::parse(typed);
    if read.is_err() {
        faults.add("number", "fault-number");
    }
    read.ok().map(|noted| noted.value)
}

fn guardian(fields: &Fields) -> Option<GuardianLink> {
    fields.has("guardian").then(|| GuardianLink {
        number: fields.text("guardian").to_owned(),
        relation: fields.text("relation").to_owned(),
    })
}

/// Begins a new record with what was searched for: a card's text, a number, a phone, a name.
///
/// The card says `number|old number|name|birth date|sex|address|issue date`.
pub(super) fn fields_of_search(typed: &str) -> Fields {
    let parts: Vec<_> = typed.split('|').map(str::trim).collect();
    if let [number, _, name, born, sex, address, ..] = parts[..] {
        let (d, m, y) = match born.len() {
            8 if born.bytes().all(|b| b.is_ascii_digit()) => (&born[..2], &born[2..4], &born[4..]),
            _ => ("", "", ""),
        };
        let sex = match sex {
            "Nam" => "M",
            "Nữ" => "F",
            _ => "",
        };
        return Fields::from([
            ("number", number),
            ("full_name", name),
            ("born_d", d),
            ("born_m", m),
            ("born_y", y),
            ("sex", sex),
            ("address", address),
        ]);
    }
    let digits = typed.bytes().filter(u8::is_ascii_digit).count();
    let compact = typed.replace([' ', '.'], "");
    match digits {
        0 => Fields::from([("full_name", typed)]),
        10 => Fields::from([("phone", compact.as_str())]),
        _ => Fields::from([("number", compact.as_str())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str =
        "034160054159|150123456|Nguyễn Tâm Anh|31051960|Nữ|Văn Ông Đông, An Châu|10052021";

    #[test]
    fn a_scanned_card_fills_the_form() {
        let fields = fields_of_search(CARD);
        let draft = check(&fields, false).unwrap_or_else(|_| panic!("the card is readable"));
        assert_eq!(draft.name.as_str(), "Nguyễn Tâm Anh");
        assert_eq!(draft.born.to_string(), "1960-05-31");
        assert_eq!(draft.sex, Sex::Female);
        assert!(draft.number.is_some());
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let fields = Fields::from([
            ("full_name", ""),
            ("born_d", "31"),
            ("born_m", "02"),
            ("born_y", "1990"),
            ("number", "12"),
            ("phone", "1"),
        ]);
        let faults = check(&fields, true).err().unwrap_or_default();
        for field in ["full_name", "born", "sex", "number", "phone", "reason"] {
            assert!(faults.has(field), "{field}");
        }
    }

    #[test]
    fn what_was_looked_for_is_not_typed_twice() {
        assert_eq!(fields_of_search("0987 654 321").text("phone"), "0987654321");
        assert_eq!(
            fields_of_search("034160054159").text("number"),
            "034160054159"
        );
        assert_eq!(
            fields_of_search("Lê Thị Trang").text("full_name"),
            "Lê Thị Trang"
        );
    }
}
