//! The invented register in memory: thirty-two bytes a person, and who owns which number.

use crate::dice::Stream;
use crate::error::SynthError;
use crate::household::Maker;
use crate::numbering::{BLOCK, Numbering, blocks_of, check_room};
use crate::person::{Person, RegisterRow};
use crate::plan::{MOST_PEOPLE, Plan};
use crate::shuffle::mix;
use rayon::prelude::*;

/// Everybody in the register of an invented nation.
///
/// Ten million people take about 400 MB: 32 bytes each and two lists of who owns which number.
pub struct Register {
    people: Vec<Person>,
    by_number: Vec<u32>,
    by_card: Vec<u32>,
}

impl Register {
    /// Makes the people of a plan on all cores; equal plans make equal people.
    ///
    /// # Errors
    /// [`SynthError::People`] or [`SynthError::TooDense`] where the plan cannot be numbered.
    pub fn generate(plan: &Plan) -> Result<Self, SynthError> {
        if plan.people == 0 || plan.people > MOST_PEOPLE {
            return Err(SynthError::People {
                asked: plan.people,
                most: MOST_PEOPLE,
            });
        }
        check_room(plan)?;
        let blocks = blocks_of(plan.people);
        let numbering = Numbering::register(plan.seed, blocks);
        let maker = Maker::new(plan.seed, Stream::People, numbering, plan.years());
        let size = usize::try_from(plan.people).unwrap_or(usize::MAX);
        let mut people = vec![Person::UNMADE; size];
        people
            .par_chunks_mut(BLOCK)
            .enumerate()
            .for_each(|(block, space)| {
                space.copy_from_slice(&maker.block(block as u64, space.len()));
            });
        Ok(Self::index(people))
    }

    fn index(people: Vec<Person>) -> Self {
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let at = |person: u32| &people[person as usize];
        let mut by_number: Vec<u32> = (0..count).collect();
        by_number.par_sort_unstable_by_key(|&person| at(person).number);
        let mut by_card: Vec<u32> = (0..count).filter(|&person| at(person).has_card()).collect();
        by_card.par_sort_unstable_by_key(|&person| at(person).card);
        Self {
            people,
            by_number,
            by_card,
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody is there; never true of a generated register.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Writes the row of a person over what `row` held before. The position must be below
    /// [`Register::len`]; beyond it, nothing is written.
    pub fn read(&self, position: usize, row: &mut RegisterRow) {
        if let Some(person) = self.people.get(position) {
            person.write(position as u64, row);
        }
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = RegisterRow> {
        (0..self.len()).map(|position| {
            let mut row = RegisterRow::default();
            self.read(position, &mut row);
            row
        })
    }

    pub(crate) fn people(&self) -> &[Person] {
        &self.people
    }

    pub(crate) fn person(&self, position: usize) -> &Person {
        &self.people[position]
    }

    /// Who owns a personal number.
    pub(crate) fn owner_of_number(&self, number: u64) -> Option<usize> {
        self.by_number
            .binary_search_by_key(&number, |&person| self.people[person as usize].number)
            .ok()
            .map(|found| self.by_number[found] as usize)
    }

    /// Who owns a former card number.
    pub(crate) fn owner_of_card(&self, card: u32) -> Option<usize> {
        self.by_card
            .binary_search_by_key(&card, |&person| self.people[person as usize].card)
            .ok()
            .map(|found| self.by_card[found] as usize)
    }

    /// How many people share their name (without diacritics and case) and their registered date
    /// of birth with at least one other.
    pub(crate) fn sharing_name_and_birth(&self) -> u64 {
        let mut keys: Vec<u64> = self
            .people
            .par_iter()
            .map(|person| {
                let born = person.born;
                let day = i64::from(born.year) * 512 + i64::from(born.month) * 32;
                let day = (day + i64::from(born.day)).unsigned_abs();
                mix(person.name.folded_key() ^ mix(day))
            })
            .collect();
        keys.par_sort_unstable();
        keys.chunk_by(|one, next| one == next)
            .filter(|same| same.len() > 1)
            .map(|same| same.len() as u64)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_found_by_either_number() {
        let register = Register::generate(&Plan::new(5_000, 0, 9)).unwrap();
        for (position, person) in register.people().iter().enumerate() {
            assert_eq!(register.owner_of_number(person.number), Some(position));
            if person.has_card() {
                assert_eq!(register.owner_of_card(person.card), Some(position));
            }
        }
        assert_eq!(register.owner_of_number(1), None);
    }

    #[test]
    fn no_people_and_too_many_are_refused() {
        for people in [0, MOST_PEOPLE + 1] {
            let made = Register::generate(&Plan::new(people, 0, 1));
            assert!(matches!(made, Err(SynthError::People { .. })));
        }
    }
}
