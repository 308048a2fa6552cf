//! Foreigners vaccinated here: passport, foreign name, not in the register.

use crate::dice::Dice;
use crate::kind::Kind;
use crate::place::COUNTRY;
use crate::pyramid::{self, Pyramid};
use crate::truth::Truth;
use crate::typed::Typed;
use crate::typing;
use khien_domain::{Class, Sex};
use std::fmt::Write;

/// Given names (men's, women's) and family names, invented combinations of common ones.
const PEOPLES: [(&[&str], &[&str], &[&str]); 5] = [
    (
        &[
            "James", "Robert", "Michael", "Oliver", "Thomas", "Daniel", "Stephen",
        ],
        &["Emily", "Sarah", "Jessica", "Laura", "Charlotte", "Rebecca"],
        &["Smith", "Johnson", "Wilson", "Taylor", "Anderson", "Clarke"],
    ),
    (
        &["Hiroshi", "Takashi", "Kenji", "Yuki", "Daisuke", "Satoshi"],
        &["Yoko", "Akiko", "Naomi", "Haruka", "Tomoko"],
        &["Tanaka", "Suzuki", "Yamamoto", "Nakamura", "Kobayashi"],
    ),
    (
        &["Jaehyun", "Seungmin", "Dongwook", "Kyungsoo", "Joonho"],
        &["Hyejin", "Soyeon", "Jiwon", "Eunkyung", "Yoojin"],
        &["Park", "Choi", "Jeong", "Yoon", "Kwon"],
    ),
    (
        &["Rajesh", "Sanjay", "Vikram", "Arjun", "Suresh"],
        &["Priya", "Anjali", "Deepika", "Kavita", "Lakshmi"],
        &["Sharma", "Patel", "Reddy", "Gupta", "Krishnan"],
    ),
    (
        &["Pierre", "Julien", "Dmitri", "Sergey", "Lukas", "Matteo"],
        &["Camille", "Svetlana", "Ekaterina", "Giulia", "Ingrid"],
        &["Dubois", "Ivanov", "Schneider", "Rossi", "Fournier"],
    ),
];

/// Writes a foreigner over what the record held; `key` names them in the truth.
pub(crate) fn fill(
    dice: &mut Dice,
    pyramid: &Pyramid,
    local_forms: bool,
    typed: &mut Typed,
    truth: &mut Truth,
) {
    let year = pyramid.year(dice);
    let sex = pyramid::sex(dice, year);
    let born = pyramid::birth_date(dice, year);
    let (men, women, families) = PEOPLES[dice.below(PEOPLES.len())];
    let given = dice.pick(if sex == Sex::Male { men } else { women });
    let family = dice.pick(families);
    let name = if dice.chance(0.7) {
        format!("{family} {given}").to_uppercase()
    } else {
        format!("{given} {family}")
    };
    typed.full_name.push_str(&name);
    let letter = dice.pick(&["E", "M", "C", "G", "P", "X", "TZ"]);
    // Writing to a String cannot fail.
    let _ = write!(typed.id_number, "{letter}{:07}", dice.bits() % 10_000_000);
    typing::write_date(dice, born, local_forms, &mut typed.date_of_birth);
    typed.sex.push_str(crate::person::sex_code(sex));
    let commune = COUNTRY.commune(dice);
    typed.commune_code.push_str(COUNTRY.communes[commune].code);
    truth.err = Kind::Foreigner;
    truth.faults.push(Kind::Foreigner);
    truth.class = Class::Exempt;
}
