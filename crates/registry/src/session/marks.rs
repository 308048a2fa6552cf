//! What is written in the cells of a sheet: crosses, short words, times.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use khien_domain::{
    Catalogue, Lot, ReactionSeverity, ReactionSign, ScreeningReason, ScreeningResult, fold,
};
use khien_exchange::FilledLine;

use super::confirm::ConfirmedField;

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Whether the person came; also where anything else was written.
    pub(super) came: Option<bool>,
    pub(super) consent: Option<bool>,
    pub(super) screening: Option<(ScreeningResult, Vec<ScreeningReason>)>,
    pub(super) dose: Option<MarkedDose>,
    pub(super) reaction: Option<(ReactionSeverity, Vec<ReactionSign>)>,
    /// Fields that the person refused; none of them: everything is right.
    pub(super) signed: Option<Vec<ConfirmedField>>,
}

/// A dose as written; what is missing follows from the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkedDose {
    pub(super) product: Option<&'static str>,
    /// Key of the lot's number.
    pub(super) lot: Option<String>,
    pub(super) at: Option<Timestamp>,
}

impl Marks {
    /// Reads a row; else codes of the cells that nobody can read, all at once.
    pub(super) fn read(line: &FilledLine, on: Date) -> Result<Self, Vec<&'static str>> {
        let mut wrong = Vec::new();
        let mut marks = Self {
            came: yes_or_no(&line.came, "came_unreadable", &mut wrong),
            consent: yes_or_no(&line.consent, "consent_unreadable", &mut wrong),
            ..Self::default()
        };
        marks.screening = screening(line, &mut wrong);
        marks.dose = dose(line, on, &mut wrong);
        marks.reaction = reaction(&line.reaction);
        marks.signed = signed(&line.signature, &mut wrong);
        let more = marks.consent.is_some() || marks.screening.is_some() || marks.dose.is_some();
        if marks.came == Some(false) && (marks.dose.is_some() || marks.signed.is_some()) {
            wrong.push("absent_and_vaccinated");
        }
        if marks.dose.is_none() && (marks.reaction.is_some() || marks.signed.is_some()) {
            wrong.push("no_dose");
        }
        if more {
            marks.came = marks.came.or(Some(true));
        }
        if wrong.is_empty() {
            Ok(marks)
        } else {
            Err(wrong)
        }
    }

    /// Whether nothing was written that somebody would enter.
    pub(super) fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// What is written, unless it is a dash for nothing.
fn written(cell: &str) -> Option<String> {
    let folded = fold(cell.trim());
    Some(folded).filter(|text| text.chars().any(char::is_alphanumeric) || is_tick(text))
}

fn is_tick(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '✓' | '✔' | '+' | '√'))
}

fn yes_or_no(cell: &str, code: &'static str, wrong: &mut Vec<&'static str>) -> Option<bool> {
    let text = written(cell)?;
    match text.as_str() {
        "x" | "v" | "co" | "1" | "dong y" | "yes" | "true" | "da den" => Some(true),
        "k" | "khong" | "0" | "vang" | "khong dong y" | "tu choi" | "no" | "false" => Some(false),
        tick if is_tick(tick) => Some(true),
        _ => {
            wrong.push(code);
            None
        }
    }
}

fn screening(
    line: &FilledLine,
    wrong: &mut Vec<&'static str>,
) -> Option<(ScreeningResult, Vec<ScreeningReason>)> {
    let text = written(&line.screening)?;
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if matches!(text.as_str(), "x" | "v" | "1" | "d")
        || is_tick(&text)
        || starts(&["du", "dat", "fit"])
    {
        Some((ScreeningResult::Fit, Vec::new()))
    } else if starts(&["hoan", "tri hoan", "tam hoan"]) {
        let why = ScreeningReason::OtherDeferral;
        Some((ScreeningResult::Deferred, vec![why]))
    } else if starts(&["ccd", "chong chi dinh"]) {
        let why = ScreeningReason::OtherContraindication;
        Some((ScreeningResult::Contraindicated, vec![why]))
    } else {
        wrong.push("screening_unreadable");
        None
    }
}

fn dose(line: &FilledLine, on: Date, wrong: &mut Vec<&'static str>) -> Option<MarkedDose> {
    let cells = [&line.product, &line.lot, &line.time];
    if cells.iter().all(|cell| written(cell).is_none()) {
        return None;
    }
    let mut dose = MarkedDose::default();
    if written(&line.product).is_some() {
        match Catalogue::national().read(&line.product) {
            Ok(read) => dose.product = Some(read.value.code),
            Err(_) => wrong.push("product_unreadable"),
        }
    }
    if written(&line.lot).is_some() {
        match Lot::parse(&line.lot) {
            Ok(read) => dose.lot = Some(read.value.key()),
            Err(_) => wrong.push("lot_unreadable"),
        }
    }
    if let Some(text) = written(&line.time).filter(|text| text != "x") {
        match time(&text) {
            Some(time) => dose.at = moment(on, time),
            None => wrong.push("time_unreadable"),
        }
    }
    Some(dose)
}

/// A time of day: `8:35`, `8h35`, `8h`, `0835`, `8.35`, `8.5` as a spreadsheet leaves `8.50`.
fn time(text: &str) -> Option<Time> {
    let plain = text.trim_end_matches(|c: char| c.is_alphabetic() && c != 'h');
    let mut parts = plain.split([':', 'h', '.', ',', 'g', ' ']).map(str::trim);
    let first = parts.next()?;
    let (hours, minutes) = match parts.next().filter(|rest| !rest.is_empty()) {
        Some(rest) if rest.len() == 1 && plain.contains(['.', ',']) => {
            (first.to_owned(), format!("{rest}0"))
        }
        Some(rest) => (first.to_owned(), rest.to_owned()),
        None if first.len() >= 3 => {
            let (hours, minutes) = first.split_at_checked(first.len() - 2)?;
            (hours.to_owned(), minutes.to_owned())
        }
        None => (first.to_owned(), "0".to_owned()),
    };
    Time::new(hours.parse().ok()?, minutes.parse().ok()?, 0, 0).ok()
}

/// The moment of a time of day in Viet Nam.
pub(super) fn moment(on: Date, time: Time) -> Option<Timestamp> {
    let zone = TimeZone::fixed(Offset::constant(7));
    let moment = on.to_datetime(time).to_zoned(zone).ok()?;
    Some(moment.timestamp())
}

/// Signs and degree; a word that names no sign is a sign all the same.
fn reaction(cell: &str) -> Option<(ReactionSeverity, Vec<ReactionSign>)> {
    let text = written(cell)?;
    if matches!(
        text.as_str(),
        "khong" | "k" | "0" | "binh thuong" | "bt" | "on dinh"
    ) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let signs = [
        (
            ReactionSign::InjectionSite,
            &["sung", "dau tai cho", "tai cho"][..],
        ),
        (ReactionSign::Fever, &["sot"]),
        (ReactionSign::AchesAndFatigue, &["dau dau", "met", "dau co"]),
        (ReactionSign::Nausea, &["buon non", "non", "tieu chay"]),
        (ReactionSign::Rash, &["man", "may day", "ngua"]),
        (ReactionSign::Fainting, &["choang", "ngat"]),
        (ReactionSign::BreathingDifficulty, &["kho tho"]),
        (ReactionSign::Seizure, &["co giat"]),
        (ReactionSign::Anaphylaxis, &["phan ve"]),
    ];
    let mut seen: Vec<_> = signs
        .iter()
        .filter(|(_, words)| has(words))
        .map(|(sign, _)| *sign)
        .collect();
    if seen.is_empty() {
        seen.push(ReactionSign::Other);
    }
    let degree = if has(&["tu vong"]) {
        ReactionSeverity::Fatal
    } else if has(&["nguy kich"]) {
        ReactionSeverity::LifeThreatening
    } else if has(&["nang", "phan ve", "co giat"]) {
        ReactionSeverity::Severe
    } else if has(&["vua"]) {
        ReactionSeverity::Moderate
    } else {
        ReactionSeverity::Mild
    };
    Some((degree, seen))
}

/// A signature, or a name signed in letters, confirms; "sai ngày sinh" refuses the fields that it names.
fn signed(cell: &str, wrong: &mut Vec<&'static str>) -> Option<Vec<ConfirmedField>> {
    let text = written(cell)?;
    let refuses = text.starts_with("sai") || text.contains(" sai") || text.contains("khong dung");
    if !refuses {
        return Some(Vec::new());
    }
    let words = [
        (ConfirmedField::FullName, &["ten"][..]),
        (ConfirmedField::DateOfBirth, &["ngay sinh", "nam sinh"]),
        (ConfirmedField::Sex, &["gioi tinh"]),
        (
            ConfirmedField::IdNumber,
            &["cccd", "cmnd", "can cuoc", "so giay to"],
        ),
        (ConfirmedField::Phone, &["dien thoai", "sdt"]),
        (ConfirmedField::Address, &["dia chi", "thon", "noi o"]),
        (ConfirmedField::Product, &["vac xin", "vacxin"]),
        (ConfirmedField::LotNumber, &["so lo"]),
        (ConfirmedField::GivenOn, &["ngay tiem"]),
        (ConfirmedField::Ordinal, &["mui"]),
    ];
    let named: Vec<_> = words
        .iter()
        .filter(|(_, words)| words.iter().any(|word| text.contains(word)))
        .map(|(field, _)| *field)
        .collect();
    if named.is_empty() {
        wrong.push("refused_unreadable");
        return None;
    }
    Some(named)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time as of_day};
    use proptest::prelude::*;

    use super::*;

    const DAY: Date = Date::constant(2021, 9, 15);

    fn line(change: impl Fn(&mut FilledLine)) -> FilledLine {
        let mut line = FilledLine::default();
        change(&mut line);
        line
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, hour, minute) in [
            ("8:35", 8, 35),
            ("08:35", 8, 35),
            ("8h35", 8, 35),
            ("8h", 8, 0),
            ("8", 8, 0),
            ("0835", 8, 35),
            ("8.35", 8, 35),
            ("8.5", 8, 50),
            ("14 05", 14, 5),
            ("8h35p", 8, 35),
        ] {
            assert_eq!(time(text), Some(of_day(hour, minute, 0, 0)), "{text}");
        }
        for wrong in ["", "25:00", "8:61", "sang", "888888"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_time_is_in_viet_nam() {
        let at = moment(date(2021, 9, 15), of_day(8, 0, 0, 0));
        assert_eq!(
            at.map(|it| it.to_string()).as_deref(),
            Some("2021-09-15T01:00:00Z")
        );
    }

    #[test]
    fn a_dose_says_that_the_person_came() {
        let line = line(|it| {
            it.lot = "fk 0112".to_owned();
            it.time = "8h35".to_owned();
            it.signature = "An".to_owned();
            it.reaction = "Không".to_owned();
        });
        let marks = Marks::read(&line, DAY).unwrap();
        assert_eq!(marks.came, Some(true));
        assert_eq!(marks.dose.unwrap().lot.as_deref(), Some("FK0112"));
        assert_eq!((marks.signed, marks.reaction), (Some(Vec::new()), None));
    }

    #[test]
    fn who_refuses_names_the_field() {
        let line = line(|it| {
            it.product = "Pfizer".to_owned();
            it.signature = "Sai ngày sinh, sai SĐT".to_owned();
            it.reaction = "sốt, nổi mẩn vừa".to_owned();
        });
        let marks = Marks::read(&line, DAY).unwrap();
        let refused = [ConfirmedField::DateOfBirth, ConfirmedField::Phone];
        assert_eq!(marks.signed.unwrap(), refused);
        let (degree, signs) = marks.reaction.unwrap();
        assert_eq!(degree, ReactionSeverity::Moderate);
        assert_eq!(signs, [ReactionSign::Fever, ReactionSign::Rash]);
    }

    #[test]
    fn every_cell_that_nobody_can_read_is_told() {
        let line = line(|it| {
            it.came = "?? a".to_owned();
            it.screening = "abc".to_owned();
            it.time = "sáng".to_owned();
            it.signature = "sai".to_owned();
        });
        let wrong = Marks::read(&line, DAY).unwrap_err();
        assert_eq!(
            wrong,
            [
                "came_unreadable",
                "screening_unreadable",
                "time_unreadable",
                "refused_unreadable"
            ]
        );
    }

    #[test]
    fn dashes_are_nothing_and_an_absent_person_got_no_dose() {
        let blank = line(|it| {
            it.came = "-".to_owned();
            it.lot = " . ".to_owned();
        });
        assert!(Marks::read(&blank, DAY).unwrap().is_blank());
        let absent = line(|it| {
            it.came = "vắng".to_owned();
            it.time = "8:00".to_owned();
        });
        assert_eq!(
            Marks::read(&absent, DAY),
            Err(vec!["absent_and_vaccinated"])
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".*") {
            let line = line(|it| {
                for cell in [&mut it.came, &mut it.consent, &mut it.screening, &mut it.product,
                    &mut it.lot, &mut it.time, &mut it.reaction, &mut it.signature] {
                    text.clone_into(cell);
                }
            });
            let _ = Marks::read(&line, DAY);
        }
    }
}
