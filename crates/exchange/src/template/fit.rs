//! How well a text fits the column it stands in.

use khien_domain::fold;

use super::role::{DosePart, Role};

/// Certainly not.
const NO: i32 = -2;

/// How well a text fits a column: from 2 (certainly) to -2 (certainly not); 0 for no opinion.
pub(super) fn fit(role: Role, text: &str) -> i32 {
    let text = text.trim();
    if text.is_empty() {
        return 0;
    }
    let look = Look::of(text);
    match role {
        Role::Name => wants(look.letters && look.digits == 0, 1),
        Role::BirthDate => match look.digits {
            _ if look.is_date => 2,
            4..=6 if !look.letters => 1,
            _ => NO,
        },
        Role::Sex => look.sex_fit(),
        Role::PriorityGroup => wants((1..=2).contains(&look.digits), 1),
        Role::Workplace | Role::Address => wants(look.letters && !look.is_insurance(), 0),
        Role::Phone | Role::IdNumber => look.number_fit(role),
        Role::Insurance => wants(look.is_insurance() || !(look.is_date || look.is_unit()), 0),
        Role::ProvinceName => look.unit_fit(&["tinh ", "thanh pho ", "tp ", "tp."]),
        Role::DistrictName => look.unit_fit(&["huyen ", "quan ", "thi xa ", "thanh pho ", "tp "]),
        Role::CommuneName => look.unit_fit(&["xa ", "phuong ", "thi tran "]),
        Role::ProvinceCode => look.code_fit(2),
        Role::DistrictCode => look.code_fit(3),
        Role::CommuneCode => look.code_fit(5),
        Role::Dose(part) => look.dose_fit(part),
        _ => 0,
    }
}

/// As good as said where a text fits, certainly not where it does not.
fn wants(fits: bool, good: i32) -> i32 {
    if fits { good } else { NO }
}

/// Beginnings of the names of administrative units.
const UNITS: &[&str] = &[
    "tinh ",
    "thanh pho ",
    "tp ",
    "tp.",
    "huyen ",
    "quan ",
    "thi xa ",
    "xa ",
    "phuong ",
    "thi tran ",
];

/// What a text looks like.
struct Look<'a> {
    text: &'a str,
    letters: bool,
    digits: usize,
    is_date: bool,
}

impl<'a> Look<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            letters: text.chars().any(char::is_alphabetic),
            digits: text.bytes().filter(u8::is_ascii_digit).count(),
            is_date: is_date(text),
        }
    }

    /// Whether the text begins with one of these folded words.
    fn starts_with(&self, words: &[&str]) -> bool {
        if !self.letters {
            return false;
        }
        // Decomposed letters take up to three characters each.
        let end = self
            .text
            .char_indices()
            .nth(30)
            .map_or(self.text.len(), |(at, _)| at);
        let folded = fold(&self.text[..end]);
        words.iter().any(|word| folded.starts_with(word))
    }

    fn is_unit(&self) -> bool {
        self.starts_with(UNITS)
    }

    /// A card of the health insurance: two letters and thirteen digits.
    fn is_insurance(&self) -> bool {
        let bytes = self.text.as_bytes();
        bytes.len() == 15 && self.digits == 13 && bytes[..2].iter().all(u8::is_ascii_alphabetic)
    }

    fn sex_fit(&self) -> i32 {
        if !self.letters {
            return wants(self.digits == 1 && self.text.len() <= 2, 1);
        }
        match fold(self.text).as_str() {
            "nam" | "nu" | "male" | "female" | "m" | "f" => 1,
            other => wants(self.digits == 0 && other.len() <= 3, 0),
        }
    }

    fn number_fit(&self, role: Role) -> i32 {
        if self.is_date || self.is_unit() || self.is_insurance() {
            return NO;
        }
        let (good, doubtful) = if role == Role::Phone {
            (9..=11, 12..=12)
        } else {
            (9..=12, 10..=11)
        };
        let typed = !self.letters || role == Role::IdNumber || self.digits >= 9;
        match self.digits {
            _ if !typed => NO,
            digits if doubtful.contains(&digits) => -i32::from(role == Role::Phone),
            digits => i32::from(good.contains(&digits)),
        }
    }

    fn unit_fit(&self, words: &[&str]) -> i32 {
        if self.starts_with(words) {
            return 2;
        }
        wants(self.letters && !self.is_date && !self.is_unit(), 0)
    }

    fn code_fit(&self, digits: usize) -> i32 {
        let fits = !self.letters && !self.is_date && self.digits <= digits;
        wants(fits, i32::from(self.digits == digits))
    }

    fn dose_fit(&self, part: DosePart) -> i32 {
        let code = !self.letters && self.digits == 5;
        match part {
            DosePart::Date if self.is_date => 2,
            // Serial numbers of 2009 to 2036.
            DosePart::Date => wants(code && self.text.starts_with('4'), 1),
            DosePart::Product => wants(self.letters && self.digits < 5, 1),
            DosePart::Lot => wants(!self.is_date && !self.is_unit(), 0),
            DosePart::Facility | DosePart::FacilityCode => {
                wants(!self.is_date && (code || self.letters), i32::from(code))
            }
            DosePart::Ordinal | DosePart::Kind => 0,
        }
    }
}

/// Day, month and year between marks, in any order, perhaps with a time.
fn is_date(text: &str) -> bool {
    let day = text.split_whitespace().next().unwrap_or_default();
    let (mut parts, mut short) = (0, 0);
    for part in day.split(['/', '-', '.']).filter(|part| !part.is_empty()) {
        if part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        parts += 1;
        short += i32::from(part.len() <= 2);
    }
    // A phone number in groups (0912.345.678) has longer groups than a date.
    (2..=3).contains(&parts) && short + 1 >= parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_their_own_column_and_not_their_neighbours() {
        for (role, good, bad) in [
            (Role::Name, "Bùi Thị Châu", "17/08/1986"),
            (Role::BirthDate, "17.08.1986", "Bùi Thị Châu"),
            (Role::BirthDate, "1986", "0335511399"),
            (Role::Sex, "Nữ", "17/08/1986"),
            (Role::Phone, "0335.511.399", "Tỉnh Thái Bình"),
            (Role::IdNumber, "034 186 314009", "GD4342576629592"),
            (Role::ProvinceName, "TP. Hà Nội", "34"),
            (Role::CommuneName, "Xã Đông Xuân", "Huyện Đông Hưng"),
            (Role::CommuneCode, "12799", "Xã Đông Xuân"),
            (Role::Dose(DosePart::Date), "25/8/2021", "NJ0342A"),
            (Role::Dose(DosePart::Facility), "34141", "25/08/2021"),
        ] {
            assert!(fit(role, good) > 0, "{role:?} {good}");
            assert_eq!(fit(role, bad), NO, "{role:?} {bad}");
        }
        assert_eq!(fit(Role::IdNumber, "chưa có"), 0);
        assert_eq!(fit(Role::Insurance, "chưa có"), 0);
    }

    #[test]
    fn phone_numbers_in_groups_are_no_dates() {
        assert!(!is_date("0912.345.678"));
        assert!(!is_date("091.234.5678"));
        assert!(is_date("5/8/21") && is_date("1986-08-17 00:00:00") && is_date("08/1986"));
    }
}
