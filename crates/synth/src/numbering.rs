//! Identity numbers that are never given twice, computed from the position of a person.
//!
//! A personal number is province, century and sex, year, and six serial digits. Within such a
//! group every block of people owns a range of serials, scattered over the million by a keyed
//! permutation; the register and the people outside it own different ranges. So a block can be
//! made without knowing any other, and no number occurs twice in the nation.

use crate::error::SynthError;
use crate::place::COUNTRY;
use crate::plan::Plan;
use crate::pyramid::{Born, Pyramid};
use crate::shuffle::{Shuffle, mix};
use crate::years::BirthYears;
use khien_domain::Sex;

/// People in a block.
pub(crate) const BLOCK: usize = 1 << 16;

const SERIALS: u64 = 1_000_000;
const OUTSIDE_SERIALS: u64 = 100_000;
const CARDS: u64 = 10_000_000;
const OUTSIDE_CARDS: u64 = 500_000;

/// Share of adults whose former card the register still knows.
const CARD_KEPT: f64 = 0.75;

/// Which ranges of serial numbers the blocks of one kind of people own.
#[derive(Clone, Copy)]
pub(crate) struct Numbering {
    seed: u64,
    first_serial: u64,
    serials: u64,
    first_card: u64,
    cards: u64,
}

impl Numbering {
    /// Ranges for the people of the register.
    pub(crate) fn register(seed: u64, blocks: u64) -> Self {
        Self {
            seed,
            first_serial: 0,
            serials: (SERIALS - OUTSIDE_SERIALS) / blocks.max(1),
            first_card: 0,
            cards: (CARDS - OUTSIDE_CARDS) / blocks.max(1),
        }
    }

    /// Ranges for people outside the register, a few for each block of records.
    pub(crate) fn outside(seed: u64, blocks: u64) -> Self {
        Self {
            seed,
            first_serial: SERIALS - OUTSIDE_SERIALS,
            serials: OUTSIDE_SERIALS / blocks.max(1),
            first_card: CARDS - OUTSIDE_CARDS,
            cards: OUTSIDE_CARDS / blocks.max(1),
        }
    }

    fn serial(&self, block: u64, rank: u16, group: u64) -> u64 {
        let slot = self.first_serial + block * self.serials + u64::from(rank);
        Shuffle::new(SERIALS, mix(self.seed ^ mix(group))).at(slot % SERIALS)
    }

    fn card(&self, block: u64, rank: u16, prefix: u64) -> u64 {
        let slot = self.first_card + block * self.cards + u64::from(rank);
        Shuffle::new(CARDS, mix(self.seed ^ mix(prefix | 1 << 40))).at(slot % CARDS)
    }
}

/// Refuses a plan whose people could not all be numbered: the fullest group and the fullest card
/// prefix must fit their range with room for chance (eight standard deviations).
pub(crate) fn check_room(plan: &Plan) -> Result<(), SynthError> {
    let blocks = blocks_of(plan.people);
    let numbering = Numbering::register(plan.seed, blocks);
    let year = Pyramid::new(plan.years()).largest_year();
    let in_group = COUNTRY.largest_birth_share() * year * 0.6;
    let with_card = COUNTRY.largest_prefix_share() * CARD_KEPT;
    if fits(in_group, numbering.serials) && fits(with_card, numbering.cards) {
        Ok(())
    } else {
        Err(SynthError::TooDense { asked: plan.people })
    }
}

fn fits(share: f64, room: u64) -> bool {
    let expected = share * f64::from(u32::try_from(BLOCK).unwrap_or(u32::MAX));
    let room = f64::from(u32::try_from(room).unwrap_or(u32::MAX));
    // Families share a place of birth, so the counts vary more than independent draws would.
    expected + 8.0 * (4.0 * expected).sqrt() < room
}

/// Blocks that so many people or records take.
pub(crate) fn blocks_of(count: u64) -> u64 {
    count.div_ceil(BLOCK as u64)
}

/// Gives the people of one block their numbers, in order.
pub(crate) struct Registrar {
    numbering: Numbering,
    block: u64,
    ranks: Vec<u16>,
    card_ranks: [u16; 40],
}

const YEARS_IN_GROUPS: usize = 100;

impl Registrar {
    pub(crate) fn new(numbering: Numbering, block: u64) -> Self {
        Self {
            numbering,
            block,
            ranks: vec![0; COUNTRY.provinces.len() * 2 * YEARS_IN_GROUPS],
            card_ranks: [0; 40],
        }
    }

    /// A personal number for somebody whose birth was registered in this province.
    pub(crate) fn personal(&mut self, province: usize, sex: Sex, born: Born) -> u64 {
        let first_year = i32::from(BirthYears::ALL.first());
        let year = usize::try_from(i32::from(born.year) - first_year).unwrap_or(0);
        let female = usize::from(sex == Sex::Female);
        let at = (province * 2 + female) * YEARS_IN_GROUPS + year.min(YEARS_IN_GROUPS - 1);
        let rank = self.ranks[at];
        self.ranks[at] = rank.saturating_add(1);
        let century = if born.year >= 2000 { 2 } else { 0 };
        let group = u64::from(COUNTRY.provinces[province].code) * 1_000
            + (century + female as u64) * 100
            + u64::from(born.year.unsigned_abs()) % 100;
        group * SERIALS + self.numbering.serial(self.block, rank, group)
    }

    /// A former card number of the province's old scheme.
    pub(crate) fn card(&mut self, province: usize) -> u32 {
        let prefix = COUNTRY.provinces[province].old_prefix;
        let rank = self.card_ranks[usize::from(prefix)];
        self.card_ranks[usize::from(prefix)] = rank.saturating_add(1);
        let prefix = u64::from(prefix);
        let number = prefix * CARDS + self.numbering.card(self.block, rank, prefix);
        u32::try_from(number).unwrap_or(0)
    }
}

/// How likely the register still knows the former card of somebody born in this year: issued from
/// the age of 14 until the twelve-digit card replaced it.
pub(crate) fn card_chance(year: i16) -> f64 {
    match year {
        ..=1996 => CARD_KEPT,
        1997..=2001 => 0.40,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BORN: Born = Born {
        year: 1985,
        month: 5,
        day: 5,
    };

    #[test]
    fn blocks_and_outsiders_never_share_a_number() {
        let mut seen = std::collections::HashSet::new();
        for block in 0..4 {
            for numbering in [Numbering::register(1, 4), Numbering::outside(1, 4)] {
                let mut registrar = Registrar::new(numbering, block);
                for _ in 0..20_000 {
                    assert!(seen.insert(registrar.personal(0, Sex::Female, BORN)));
                }
            }
        }
    }

    #[test]
    fn the_number_follows_the_structure() {
        let mut registrar = Registrar::new(Numbering::register(1, 1), 0);
        let text = format!("{:012}", registrar.personal(0, Sex::Female, BORN));
        assert!(text.starts_with("001185"), "{text}");
        let later = Born { year: 2005, ..BORN };
        let text = format!("{:012}", registrar.personal(0, Sex::Male, later));
        assert!(text.starts_with("001205"), "{text}");
        assert!(format!("{:09}", registrar.card(0)).starts_with("01"));
    }

    #[test]
    fn a_nation_fits_and_a_nation_of_one_year_does_not() {
        assert!(check_room(&Plan::new(98_000_000, 0, 1)).is_ok());
        let one_year = Plan {
            birth_years: BirthYears::new(1985, 1985).ok(),
            ..Plan::new(1_000_000, 0, 1)
        };
        assert!(check_room(&one_year).is_ok());
        let crowd = Plan {
            people: 98_000_000,
            ..one_year
        };
        assert!(matches!(
            check_room(&crowd),
            Err(SynthError::TooDense { .. })
        ));
    }
}
