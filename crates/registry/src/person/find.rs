//! Finding people by what a clerk has at hand: a number, a phone, a card's QR text, a name.

use khien_domain::rights::{Act, Place};
use khien_domain::{ChipCard, fold};
use khien_store::{PersonRow, StoreError, Tx};

use super::fields::{call_name, number, phone};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;

/// Why nobody was looked for.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Fewer than two letters or six digits: half the country would answer.
    #[error("more letters or digits are needed")]
    TooShort,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Most people that one search shows.
pub const MOST_FOUND: i64 = 20;
/// Fewest letters of a name, and digits of a number, that are searched for.
const FEWEST: (usize, usize) = (2, 6);

/// What a text asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Question {
    /// An identity number or phone.
    Numbers(Vec<String>),
    /// The QR text of a chip card: its numbers; for whoever is not known by them yet, name and birth
    /// date.
    Card(Vec<String>, Option<(String, String)>),
    /// The beginning of a name, folded, and a birth date or year if one was added.
    Name(String, Option<String>),
    TooShort,
}

/// People whom the text may mean, best first. The search is not logged person by person; opening
/// a record is.
///
/// # Errors
/// See [`FindError`].
pub async fn find(
    registry: &Registry,
    by: &By<'_>,
    text: &str,
) -> Result<Vec<PersonRow>, FindError> {
    let desk = by.facility.map_or_else(Place::nation, |facility| {
        Place::nation().in_facility(facility)
    });
    let anywhere = khien_domain::rights::scopes(&by.actor.assignments, Act::PersonFind, by.at);
    if anywhere.count() == 0 {
        by.need(Act::PersonFind, &desk)?;
    }
    let mut tx = registry.store.read().await?;
    match question(text) {
        Question::TooShort => Err(FindError::TooShort),
        Question::Numbers(numbers) => Ok(by_numbers(&mut tx, &numbers).await?),
        Question::Card(numbers, named) => {
            let found = by_numbers(&mut tx, &numbers).await?;
            match named {
                Some((name, born)) if found.is_empty() => {
                    Ok(by_name(&mut tx, &name, Some(&born)).await?)
                }
                _ => Ok(found),
            }
        }
        Question::Name(name, born) => Ok(by_name(&mut tx, &name, born.as_deref()).await?),
    }
}

fn question(text: &str) -> Question {
    let text = text.trim();
    if ChipCard::looks_like(text) {
        return ChipCard::parse(text).map_or(Question::TooShort, card);
    }
    let count = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters <= 1 && count >= FEWEST.1 {
        let mut numbers = vec![number(text), phone(text)];
        numbers.dedup();
        return Question::Numbers(numbers);
    }
    let (words, born): (Vec<&str>, Vec<&str>) = text
        .split_whitespace()
        .partition(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let name = fold(&words.join(" "));
    if name.chars().filter(char::is_ascii_alphabetic).count() < FEWEST.0 {
        return Question::TooShort;
    }
    let born = born.first().and_then(|text| {
        let read = khien_domain::BirthDate::parse(text).ok()?;
        Some(read.value.to_string())
    });
    Question::Name(name, born)
}

fn card(card: ChipCard) -> Question {
    let old = card.old_number.map(|old| old.to_string());
    let numbers = [Some(card.number.to_string()), old];
    let name = card.name.map(|name| name.value.folded().to_owned());
    let named = name.zip(card.birth_date.map(|born| born.to_string()));
    Question::Card(numbers.into_iter().flatten().collect(), named)
}

async fn by_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<PersonRow>, StoreError> {
    let mut found = Vec::new();
    for number in numbers {
        found.extend(tx.people_with_number(number, MOST_FOUND).await?);
        found.extend(tx.people_with_phone(number, MOST_FOUND).await?);
    }
    Ok(distinct(found))
}

/// Whoever bears exactly this name and was born on that day, or in that year where no more is known.
async fn by_name_and_day(tx: &mut Tx, name: &str, day: &str) -> Result<Vec<PersonRow>, StoreError> {
    let year = day.split('-').next().unwrap_or_default();
    let pairs = [day, year].map(|born| (name.to_owned(), born.to_owned()));
    tx.people_named_and_born(&pairs, MOST_FOUND).await
}

/// Exactly the name with the day, if both were typed and somebody is so. Else the whole name as typed; then the same as a call name ("an" finds every An), then with the last
/// syllable first ("van an" finds Trần Văn An through "an ... van").
async fn by_name(
    tx: &mut Tx,
    name: &str,
    born: Option<&str>,
) -> Result<Vec<PersonRow>, StoreError> {
    if let Some(day) = born.filter(|born| born.contains('-')) {
        let found = by_name_and_day(tx, name, day).await?;
        if !found.is_empty() {
            return Ok(distinct(found));
        }
    }
    let mut found = tx
        .people_named(name, &after(name), born, MOST_FOUND)
        .await?;
    let mut ways = vec![name.to_owned(), call_name(name)];
    // A single word is its own call name.
    ways.dedup();
    for called in ways {
        let more = tx
            .people_called(&called, &after(&called), born, MOST_FOUND)
            .await?;
        found.extend(more);
    }
    Ok(distinct(found))
}

/// The first text that no longer begins with this one.
fn after(start: &str) -> String {
    format!("{start}\u{10ffff}")
}

fn distinct(found: Vec<PersonRow>) -> Vec<PersonRow> {
    let mut seen = std::collections::HashSet::new();
    let most = usize::try_from(MOST_FOUND).unwrap_or(usize::MAX);
    found
        .into_iter()
        .filter(|row| seen.insert(row.id))
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_tells_what_is_meant() {
        let numbers =
            |list: &[&str]| Question::Numbers(list.iter().map(|text| (*text).to_owned()).collect());
        let card = |list: &[&str], named: Option<(&str, &str)>| {
            let list = list.iter().map(|text| (*text).to_owned());
            let named = named.map(|(name, born)| (name.to_owned(), born.to_owned()));
            Question::Card(list.collect(), named)
        };
        for (text, meant) in [
            ("034090001234", numbers(&["034090001234"])),
            ("0912 345 678", numbers(&["0912 345 678", "0912345678"])),
            (
                "034090001234|151234567|Trần Văn An|05081990|Nam|x|01012021",
                card(
                    &["034090001234", "151234567"],
                    Some(("tran van an", "1990-08-05")),
                ),
            ),
            ("034090001234||\r\n", card(&["034090001234"], None)),
            ("https://example.org/|x", Question::TooShort),
            ("Trần Văn", Question::Name("tran van".to_owned(), None)),
            (
                "an 1990",
                Question::Name("an".to_owned(), Some("1990".to_owned())),
            ),
            (
                "tran van an 5/8/1990",
                Question::Name("tran van an".to_owned(), Some("1990-08-05".to_owned())),
            ),
            ("a", Question::TooShort),
            ("123", Question::TooShort),
            ("", Question::TooShort),
        ] {
            assert_eq!(question(text), meant, "{text}");
        }
    }
}
