//! Blocking: who in the register could be meant.
//!
//! Blocks, from narrow to wide: the number and the numbers one edit away (generated from what was
//! typed, so no index of neighbourhoods is needed); folded name with birth date; folded name;
//! birth date with a given name that is alike; commune with birth year. Each is capped, and a
//! block that is too large is cut down by another field before it is read.

use std::collections::HashMap;
use std::rc::Rc;

use khien_domain::IdentityNumber;

use crate::compare::{BirthLevel, NameLevel, compare_births, compare_syllables};
use crate::index::{RARE_SYLLABLE, View};
use crate::standardise::{NameRead, Standardised};
use crate::syllable::{Heard, SyllableSet};

/// A block so small that nobody in it is passed over.
const FEW: usize = 8;
/// Rows of a block that are read at most.
const BLOCK_CAP: usize = 600;
/// Sets of like syllables that are kept before starting afresh.
const CACHE_CAP: usize = 20_000;

/// Rows to be weighed, each once. Reused from record to record.
#[derive(Default)]
pub(crate) struct Candidates {
    rows: Vec<u32>,
}

impl Candidates {
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
    }

    pub(crate) fn add(&mut self, row: u32) {
        self.rows.push(row);
    }

    /// The rows in ascending order without repeats.
    pub(crate) fn distinct(&mut self) -> &[u32] {
        self.rows.sort_unstable();
        self.rows.dedup();
        &self.rows
    }
}

/// Given syllables that are alike, remembered by text.
#[derive(Default)]
pub(crate) struct LikeSyllables {
    sets: HashMap<Box<str>, Rc<SyllableSet>>,
}

impl LikeSyllables {
    /// The dictionary's syllables that may be meant by this text.
    pub(crate) fn of(&mut self, view: &View<'_>, text: &str) -> Rc<SyllableSet> {
        if let Some(set) = self.sets.get(text) {
            return Rc::clone(set);
        }
        let heard = Heard::new(text);
        let mut set = SyllableSet::new(view.names.dictionary_len());
        for number in 0..view.names.dictionary_len() {
            if heard.is_close(view.names.heard(number)) {
                set.insert(number);
            }
        }
        if self.sets.len() >= CACHE_CAP {
            self.sets.clear();
        }
        let set = Rc::new(set);
        self.sets.insert(text.into(), Rc::clone(&set));
        set
    }
}

/// People whose number is one edit away from the typed one, well formed or not.
pub(crate) fn near_number(view: &View<'_>, typed: &Standardised<'_>, into: &mut Candidates) {
    let (digits, len) = match typed.number.read {
        Ok(IdentityNumber::Personal(number)) => digits_of_number(number.get(), 12),
        Ok(IdentityNumber::OldCard(card)) => digits_of_number(u64::from(card.get()), 9),
        Ok(IdentityNumber::Passport(_)) => return,
        Err(_) => {
            let (digits, len) = crate::compare::digits_of(typed.record.id_number);
            if !(10..=13).contains(&len) || typed.record.id_number.contains(['E', 'e']) {
                return;
            }
            (digits, len)
        }
    };
    let digits = &digits[..len];
    if len == 9 {
        replaced(digits, &mut |number| {
            into.rows.extend(old_card_rows(view, number));
        });
    } else {
        let mut probe = |number| into.rows.extend(view.with_number(number));
        match len {
            12 => replaced(digits, &mut probe),
            11 => lengthened(digits, &mut probe),
            13 => shortened(digits, &mut probe),
            _ => {}
        }
    }
}

fn old_card_rows<'a>(view: &View<'a>, number: u64) -> impl Iterator<Item = u32> + use<'a> {
    view.with_old_card(u32::try_from(number).unwrap_or(u32::MAX))
}

fn digits_of_number(number: u64, len: usize) -> ([u8; 16], usize) {
    let mut digits = [b'0'; 16];
    let mut rest = number;
    for place in digits[..len].iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    (digits, len)
}

fn value(digits: impl Iterator<Item = u8>) -> u64 {
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// Every number with one digit replaced or two neighbours exchanged.
fn replaced(digits: &[u8], probe: &mut impl FnMut(u64)) {
    let number = value(digits.iter().copied());
    let mut place = 1_u64;
    for at in (0..digits.len()).rev() {
        let digit = u64::from(digits[at] - b'0');
        for other in (0..10).filter(|other| *other != digit) {
            probe(number - digit * place + other * place);
        }
        if at > 0 && digits[at - 1] != digits[at] {
            let left = u64::from(digits[at - 1] - b'0');
            let pair = left * 10 + digit;
            let swapped = digit * 10 + left;
            probe(number - pair * place + swapped * place);
        }
        place *= 10;
    }
}

/// Every number with one digit more.
fn lengthened(digits: &[u8], probe: &mut impl FnMut(u64)) {
    for at in 0..=digits.len() {
        for extra in b'0'..=b'9' {
            // The same digit before its equal gives the number that comes after it, too.
            if digits.get(at) == Some(&extra) {
                continue;
            }
            let (before, after) = digits.split_at(at);
            probe(value(before.iter().chain(&[extra]).chain(after).copied()));
        }
    }
}

/// Every number with one digit fewer.
fn shortened(digits: &[u8], probe: &mut impl FnMut(u64)) {
    for at in 0..digits.len() {
        if at > 0 && digits[at] == digits[at - 1] {
            continue;
        }
        probe(value(digits[..at].iter().chain(&digits[at + 1..]).copied()));
    }
}

/// People with the folded name and the birth date, or the date with day and month exchanged.
pub(crate) fn name_and_birth(view: &View<'_>, typed: &Standardised<'_>, into: &mut Candidates) {
    let (Some(name), Some(birth)) = (&typed.name, typed.birth) else {
        return;
    };
    let Some(fold) = name.fold else { return };
    into.rows
        .extend(view.born_and_named(birth.key, fold).take(BLOCK_CAP));
    if let Some(swapped) = birth.key.swapped() {
        into.rows
            .extend(view.born_and_named(swapped, fold).take(BLOCK_CAP));
    }
}

/// Everybody who may be meant by name, date and commune when the narrow blocks did not decide.
pub(crate) fn wide(
    view: &View<'_>,
    typed: &Standardised<'_>,
    like: &mut LikeSyllables,
    into: &mut Candidates,
) {
    let Some(name) = &typed.name else { return };
    let ends = Ends::of(view, name, like);
    by_name(view, typed, name, into);
    by_birth(view, typed, &ends, into);
    by_commune(view, typed, name, &ends, into);
}

/// First and last syllable as typed, and the syllables of the dictionary that they may stand for.
struct Ends {
    surname: u16,
    given: u16,
    like_surname: Rc<SyllableSet>,
    like_given: Rc<SyllableSet>,
}

impl Ends {
    fn of(view: &View<'_>, name: &NameRead, like: &mut LikeSyllables) -> Self {
        let last = name.syllables().len().saturating_sub(1);
        Self {
            surname: name.syllables().first().copied().unwrap_or(RARE_SYLLABLE),
            given: name.syllables().last().copied().unwrap_or(RARE_SYLLABLE),
            like_surname: like.of(view, name.syllable_text(0)),
            like_given: like.of(view, name.syllable_text(last)),
        }
    }

    fn are_both_like(&self, surname: u16, given: u16) -> bool {
        self.like_given.has(given) && self.like_surname.has(surname)
    }
}

/// The folded name: everybody if very few have it; else those whose birth date or commune has
/// something in common with what was typed; of the commonest names only the same year or commune.
fn by_name(view: &View<'_>, typed: &Standardised<'_>, name: &NameRead, into: &mut Candidates) {
    let Some(fold) = name.fold else { return };
    let everybody = view.named(fold);
    let commune = typed.commune.and_then(|commune| commune.position);
    if everybody.len() <= FEW {
        into.rows.extend_from_slice(everybody);
    } else if everybody.len() <= BLOCK_CAP {
        let birth = typed.birth.map(|birth| birth.key);
        let fits = |row: &u32| {
            compare_births(birth, view.birth(*row)) < BirthLevel::Differs
                || commune == Some(view.person(*row).commune())
        };
        into.rows.extend(everybody.iter().copied().filter(fits));
    } else {
        if let Some(birth) = typed.birth {
            let same_year = view.named_in_year(fold, birth.key);
            if same_year.len() <= BLOCK_CAP {
                into.rows.extend_from_slice(same_year);
            }
        }
        if let Some(commune) = commune {
            let same_commune = view.named_in_commune(fold, commune);
            into.rows.extend(same_commune.iter().take(BLOCK_CAP));
        }
    }
}

/// The birth date, with the same given name (or, in another order, the surname for it), or with
/// surname and given name both alike.
fn by_birth(view: &View<'_>, typed: &Standardised<'_>, ends: &Ends, into: &mut Candidates) {
    let Some(birth) = typed.birth.filter(|birth| birth.key.is_full()) else {
        return;
    };
    let mut scan = |key| {
        for (row, surname, given) in view.born_with_ends(key) {
            let one_same = given == ends.given || given == ends.surname;
            if one_same || ends.are_both_like(surname, given) {
                into.rows.push(row);
            }
        }
    };
    scan(birth.key);
    if let Some(swapped) = birth.key.swapped() {
        scan(swapped);
    }
}

/// Commune and birth year: a few hundred people, of whom those with some likeness are kept.
fn by_commune(
    view: &View<'_>,
    typed: &Standardised<'_>,
    name: &NameRead,
    ends: &Ends,
    into: &mut Candidates,
) {
    let Some(commune) = typed.commune.and_then(|commune| commune.position) else {
        return;
    };
    let Some(birth) = typed.birth else { return };
    for row in view.in_commune_and_year(commune, birth.key) {
        // Names whose ends have nothing in common agree in no level: most need not be read.
        let (surname, given) = view.name_ends(*row);
        let one_same = [surname, given]
            .iter()
            .any(|end| name.syllables().contains(end));
        if !one_same && !ends.are_both_like(surname, given) {
            continue;
        }
        let syllables = view.names.syllables(view.names.fold_of(view.name(*row)));
        let shares_one = syllables
            .iter()
            .any(|syllable| name.syllables().contains(syllable));
        if shares_one && compare_syllables(&view.names, name, syllables) < NameLevel::Given {
            into.rows.push(*row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(edit: fn(&[u8], &mut dyn FnMut(u64)), digits: &str) -> Vec<u64> {
        let mut found = Vec::new();
        edit(digits.as_bytes(), &mut |number| found.push(number));
        found.sort_unstable();
        found
    }

    #[test]
    fn a_number_of_three_digits_has_27_replacements_and_two_exchanges() {
        let found = all(|digits, mut probe| replaced(digits, &mut probe), "123");
        assert_eq!(found.len(), 29);
        assert!(found.contains(&213) && found.contains(&132) && found.contains(&923));
        assert!(!found.contains(&123));
    }

    #[test]
    fn a_missing_digit_is_tried_everywhere_once() {
        let found = all(|digits, mut probe| lengthened(digits, &mut probe), "12");
        let distinct: std::collections::BTreeSet<_> = found.iter().collect();
        assert_eq!(found.len(), distinct.len());
        assert!(found.contains(&12) && found.contains(&192) && found.contains(&129));
        assert_eq!(found.len(), 3 * 10 - 2);
    }

    #[test]
    fn a_digit_too_many_is_taken_out_everywhere_once() {
        let found = all(|digits, mut probe| shortened(digits, &mut probe), "1223");
        assert_eq!(found, [122, 123, 223]);
    }
}
