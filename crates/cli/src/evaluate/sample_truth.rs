//! Reads the truth of the sample district: `rows.csv` or `rows.csv.gz`, one line a sheet line.

use super::truth::{Expected, ExpectedId, Naming, Truth, TruthTable};
use anyhow::{Context, Result};
use khien_domain::{Class, FieldState, IdState};
use serde::Deserialize;
use std::io::Read;

/// The columns of the sample truth that an evaluation needs.
#[derive(Deserialize)]
struct Line {
    file: String,
    row: String,
    kind: String,
    true_personal_id: String,
    in_register: String,
    wrong_fields: String,
    faults: String,
    verify_expect: String,
    #[serde(default)]
    id_belongs_to: String,
    read_name: String,
    read_id: String,
    read_dob: String,
    read_sex: String,
}

/// Reads every line.
///
/// # Errors
/// A line that is no CSV or lacks a column; a row that is listed twice.
pub fn read(source: impl Read) -> Result<TruthTable> {
    let mut table = TruthTable::new(Naming::FileAndRow);
    let mut reader = csv::Reader::from_reader(source);
    for (at, line) in reader.deserialize::<Line>().enumerate() {
        let line = line.with_context(|| format!("line {}", at + 2))?;
        let name = format!("{}#{}", line.file, line.row);
        if !table.insert(name, truth_of(&line)) {
            anyhow::bail!("line {}: row {} of {} twice", at + 2, line.row, line.file);
        }
    }
    Ok(table)
}

fn truth_of(line: &Line) -> Truth {
    let found = line.in_register == "1";
    Truth {
        person: line.kind == "person",
        key: found.then(|| line.true_personal_id.clone()),
        class: expected_class(line),
        kinds: identity_faults(&line.faults),
        fields: if found {
            expected_fields(line)
        } else {
            Expected::default()
        },
    }
}

fn expected_class(line: &Line) -> Option<Class> {
    let unreadable = [&line.read_name, &line.read_dob, &line.read_sex]
        .iter()
        .any(|text| text.is_empty());
    Some(match line.verify_expect.as_str() {
        "foreigner_not_checked" => Class::Exempt,
        "" => return None,
        _ if unreadable => Class::Unsendable,
        "match" | "match_old_number" => Class::Verified,
        "mismatch" => Class::Mismatch,
        "no_or_malformed_id" => Class::NoNumber,
        "not_found" => Class::NotFound,
        _ => return None,
    })
}

fn expected_fields(line: &Line) -> Expected {
    let wrong = |field: &str| line.wrong_fields.split(';').any(|name| name == field);
    let state = |field: &str, read: &str| {
        Some(if read.is_empty() {
            FieldState::Missing
        } else if wrong(field) {
            FieldState::Differs
        } else {
            FieldState::Ok
        })
    };
    Expected {
        id: Some(expected_id(line, wrong("id"))),
        name: state("name", &line.read_name),
        date_of_birth: state("dob", &line.read_dob),
        sex: state("sex", &line.read_sex),
    }
}

fn expected_id(line: &Line, wrong: bool) -> ExpectedId {
    if line.verify_expect == "no_or_malformed_id" {
        ExpectedId::None
    } else if wrong && !line.id_belongs_to.is_empty() {
        ExpectedId::State(IdState::OtherPersons)
    } else if wrong {
        ExpectedId::State(IdState::Wrong)
    } else if line.read_id.len() == 9 {
        ExpectedId::State(IdState::OldNumber)
    } else {
        ExpectedId::State(IdState::Ok)
    }
}

/// The planted faults that touch what a person is known by; doses and telephones do not.
fn identity_faults(faults: &str) -> String {
    const ABOUT: [&str; 7] = [
        "id_",
        "name_",
        "dob_",
        "sex_",
        "swapped_with_relative",
        "columns_shifted",
        "commune",
    ];
    let about_identity = |fault: &&str| ABOUT.iter().any(|start| fault.starts_with(start));
    let kept: Vec<&str> = faults.split(';').filter(about_identity).collect();
    kept.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "file,row,kind,person_key,true_personal_id,in_register,wrong_fields,faults,\
                        verify_expect,id_belongs_to,read_name,read_id,read_dob,read_sex\n";

    fn one(line: &str) -> Truth {
        let text = format!("{HEAD}{line}\n");
        let mut table = read(text.as_bytes()).unwrap();
        let (truth, _) = table.take("f.xlsx#S#9").unwrap();
        truth.clone()
    }

    #[test]
    fn a_clean_row_expects_everything_right() {
        let truth =
            one("f.xlsx,9,person,P1,034095287247,1,,phone_typo,match,,A,034095287247,1995-02-09,M");
        assert_eq!(truth.class, Some(Class::Verified));
        assert_eq!(truth.key.as_deref(), Some("034095287247"));
        assert_eq!(truth.kinds, "");
        assert_eq!(truth.fields.id, Some(ExpectedId::State(IdState::Ok)));
        assert_eq!(truth.fields.sex, Some(FieldState::Ok));
    }

    #[test]
    fn a_row_with_faults_expects_their_states() {
        let truth = one(
            "f.xlsx,9,person,P1,034095287247,1,id;name,id_of_parent;name_typo;phone_typo,mismatch,\
             034095287248,A,034095287248,,M",
        );
        assert_eq!(
            truth.class,
            Some(Class::Unsendable),
            "the birth date cannot be read"
        );
        assert_eq!(truth.kinds, "id_of_parent;name_typo");
        let expected = Expected {
            id: Some(ExpectedId::State(IdState::OtherPersons)),
            name: Some(FieldState::Differs),
            date_of_birth: Some(FieldState::Missing),
            sex: Some(FieldState::Ok),
        };
        assert_eq!(truth.fields, expected);
    }

    #[test]
    fn somebody_outside_the_register_has_no_key_and_no_states() {
        let truth = one("f.xlsx,9,person,X1,,0,id,,not_found,,A,034095287247,1995-02-09,M");
        assert_eq!((truth.key, truth.class), (None, Some(Class::NotFound)));
        assert_eq!(truth.fields, Expected::default());
    }

    #[test]
    fn a_row_listed_twice_is_refused() {
        let line = "f.xlsx,9,blank,,,,,,,,,,,\n";
        let text = format!("{HEAD}{line}{line}");
        let refused = read(text.as_bytes()).err().unwrap();
        assert_eq!(refused.to_string(), "line 3: row 9 of f.xlsx twice");
    }
}
