//! The form of a person: read, with what is wrong, in the words of the domain.

use khien_domain::{BirthDate, IdentityNumber, Note, PersonName};
use khien_registry::person::PersonForm;
use uuid::Uuid;

use crate::forms::{Faults, Fields};
use crate::texts::Dated;

/// A person as typed, readable but not yet believed.
pub(crate) struct Draft {
    /// Made with the form, so that sending it twice registers once.
    pub(crate) id: Option<Uuid>,
    pub(crate) form: PersonForm,
    /// The clerk looked at those who may be the same.
    pub(crate) is_another: bool,
    /// Why it is corrected; empty for a new person.
    pub(crate) reason: String,
    /// The version that was shown; 0 for a new person.
    pub(crate) version: i64,
}

/// What the form holds, or what is wrong with it. The guardian is looked up by the caller.
pub(crate) fn check(fields: &Fields, correcting: bool) -> Result<Draft, Faults> {
    let mut faults = Faults::default();
    name(fields, &mut faults);
    born(fields, &mut faults);
    sex(fields, &mut faults);
    number(fields, &mut faults);
    let phone = fields.text("phone").replace([' ', '.', '-'], "");
    let is_phone = (10..=12).contains(&phone.len()) && phone.bytes().all(|b| b.is_ascii_digit());
    faults.require(phone.is_empty() || is_phone, "phone", "fault-phone");
    let reason = fields.text("reason");
    faults.require(!correcting || !reason.is_empty(), "reason", "fault-reason");
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Draft {
        id: fields.id("id"),
        form: form(fields),
        is_another: fields.has("another"),
        reason: reason.to_owned(),
        version: fields.text("version").parse().unwrap_or(0),
    })
}

/// The form as the registry reads it.
fn form(fields: &Fields) -> PersonForm {
    let text = |name| fields.text(name).to_owned();
    PersonForm {
        full_name: text("full_name"),
        date_of_birth: typed_date(fields),
        sex: text("sex"),
        id_number: text("number"),
        old_number: text("old_number"),
        insurance_number: text("insurance_number"),
        phone: text("phone"),
        nationality: match fields.text("nationality") {
            "VN" => String::new(),
            other => other.to_owned(),
        },
        commune_code: text("commune"),
        hamlet: text("hamlet"),
        address: text("address"),
        workplace: text("workplace"),
        priority_group: text("priority_group"),
        guardian: fields.id("guardian_id"),
    }
}

/// Day, month and year as far as they were typed; one box where two clerks' versions are compared.
fn typed_date(fields: &Fields) -> String {
    let whole = fields.text("born");
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let parts = ["born_d", "born_m", "born_y"].map(|part| fields.text(part));
    let typed: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    typed.join("/")
}

/// Name of each field in the form and what it holds, in the order of the page.
pub(crate) fn pairs(form: &PersonForm) -> [(&'static str, String); 14] {
    let born = BirthDate::parse(&form.date_of_birth).map(|read| read.value.shown());
    let guardian = form.guardian.map(|id| id.to_string());
    [
        ("full_name", form.full_name.clone()),
        ("born", born.unwrap_or_default()),
        ("sex", form.sex.clone()),
        ("number", form.id_number.clone()),
        ("old_number", form.old_number.clone()),
        ("insurance_number", form.insurance_number.clone()),
        ("phone", form.phone.clone()),
        ("nationality", form.nationality.clone()),
        ("commune", form.commune_code.clone()),
        ("hamlet", form.hamlet.clone()),
        ("address", form.address.clone()),
        ("workplace", form.workplace.clone()),
        ("priority_group", form.priority_group.clone()),
        ("guardian_id", guardian.unwrap_or_default()),
    ]
}

/// A kept person as the form shows them.
pub(super) fn fields_of(form: &PersonForm, version: &str) -> Fields {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs(form) {
        if name == "born" {
            let mut parts = value.rsplit('/');
            for part in ["born_y", "born_m", "born_d"] {
                let value = parts.next().unwrap_or_default();
                fields.push((part.to_owned(), value.to_owned()));
            }
        } else {
            fields.push((name.to_owned(), value));
        }
    }
    fields.push(("version".to_owned(), version.to_owned()));
    Fields::from(fields)
}

fn name(fields: &Fields, faults: &mut Faults) {
    if let Err(fault) = PersonName::parse(fields.text("full_name")) {
        faults.add("full_name", format!("fault-name-{}", fault.code()));
    }
}

fn born(fields: &Fields, faults: &mut Faults) {
    match BirthDate::parse(&typed_date(fields)) {
        // Three boxes leave nothing to guess: a month in the day's box is a mistake.
        Ok(read) if read.notes.has(Note::MonthFirst) => faults.add("born", "fault-date-order"),
        Ok(_) => {
            let year = fields.text("born_y");
            let four_digits = year.is_empty() || year.len() == 4;
            faults.require(four_digits, "born", "fault-date-year");
        }
        Err(fault) => faults.add("born", format!("fault-date-{}", fault.code())),
    }
}

fn sex(fields: &Fields, faults: &mut Faults) {
    let known = matches!(fields.text("sex"), "M" | "F");
    faults.require(known, "sex", "fault-sex");
}

fn number(fields: &Fields, faults: &mut Faults) {
    let typed = fields.text("number");
    let readable = typed.is_empty() || IdentityNumber::parse(typed).is_ok();
    faults.require(readable, "number", "fault-number");
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
        assert_eq!(draft.form.full_name, "Nguyễn Tâm Anh");
        assert_eq!(draft.form.date_of_birth, "31/05/1960");
        assert_eq!(draft.form.sex, "F");
        assert_eq!(draft.form.id_number, "034160054159");
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
    fn a_kept_person_comes_back_as_it_was_typed() {
        let fields = fields_of_search(CARD);
        let draft = check(&fields, false).unwrap_or_else(|_| panic!("the card is readable"));
        let again = check(&fields_of(&draft.form, "3"), false);
        let again = again.unwrap_or_else(|_| panic!("nothing is wrong"));
        assert_eq!(pairs(&again.form), pairs(&draft.form));
        assert_eq!(again.version, 3);
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
