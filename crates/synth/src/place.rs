//! Where the invented people live and where their births were registered.
//!
//! Provinces weigh what the census of 2019 counted; communes inside a province spread around the
//! mean (a ward about twice a rural commune). Numbers keep the province of birth registration,
//! so people who moved carry another province than the one they live in.

use crate::dice::{Dice, Weighted};
use crate::shuffle::mix;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const UNITS: &str = include_str!("../../../data/admin-units.csv");
const CENSUS: &str = include_str!("../../../data/province-population.csv");

/// Provinces that draw people, with the share of their residents whose births are registered
/// there. Estimates after the migration tables of the census of 2019; elsewhere 0.93.
const DRAWING: [(u16, f64); 16] = [
    (79, 0.58),
    (74, 0.42),
    (75, 0.62),
    (1, 0.78),
    (48, 0.75),
    (77, 0.65),
    (66, 0.62),
    (67, 0.45),
    (68, 0.60),
    (64, 0.70),
    (70, 0.50),
    (62, 0.70),
    (92, 0.90),
    (80, 0.88),
    (27, 0.85),
    (31, 0.91),
];
const STAYED_ELSEWHERE: f64 = 0.93;

/// Old card prefixes (first two digits) by province: the scheme of 1976–1999. From general
/// knowledge; nothing validates on it.
const OLD_PREFIX: [(u16, u8); 63] = [
    (1, 1),
    (2, 7),
    (4, 8),
    (6, 9),
    (8, 7),
    (10, 6),
    (11, 4),
    (12, 4),
    (14, 5),
    (15, 6),
    (17, 11),
    (19, 9),
    (20, 8),
    (22, 10),
    (24, 12),
    (25, 13),
    (26, 13),
    (27, 12),
    (30, 14),
    (31, 3),
    (33, 14),
    (34, 15),
    (35, 16),
    (36, 16),
    (37, 16),
    (38, 17),
    (40, 18),
    (42, 18),
    (44, 19),
    (45, 19),
    (46, 19),
    (48, 20),
    (49, 20),
    (51, 21),
    (52, 21),
    (54, 22),
    (56, 22),
    (58, 26),
    (60, 26),
    (62, 23),
    (64, 23),
    (66, 24),
    (67, 24),
    (68, 25),
    (70, 28),
    (72, 29),
    (74, 28),
    (75, 27),
    (77, 27),
    (79, 2),
    (80, 30),
    (82, 31),
    (83, 32),
    (84, 33),
    (86, 33),
    (87, 34),
    (89, 35),
    (91, 37),
    (92, 36),
    (93, 36),
    (94, 36),
    (95, 38),
    (96, 38),
];

/// A province of the tree of 2022.
pub(crate) struct Province {
    /// Two-digit code, the last two of the three in the personal number.
    pub(crate) code: u16,
    /// Share of the nation whose births are registered here, 0 to 1.
    pub(crate) born_here: f64,
    /// First two digits of the former card.
    pub(crate) old_prefix: u8,
    communes: Range<usize>,
    stayed: f64,
}

/// A commune, ward or township of the tree of 2022.
pub(crate) struct Commune {
    /// Five digits.
    pub(crate) code: &'static str,
    /// Position of its province in [`Country::provinces`].
    pub(crate) province: usize,
}

/// The provinces and communes with their weights.
pub(crate) struct Country {
    pub(crate) provinces: Vec<Province>,
    pub(crate) communes: Vec<Commune>,
    by_size: Weighted,
    senders: Weighted,
}

/// The country of 2022, read once from the data files of this repository.
pub(crate) static COUNTRY: LazyLock<Country> = LazyLock::new(Country::read);

impl Country {
    fn read() -> Self {
        let (mut provinces, communes, sizes) = read_units();
        let people = census();
        let counted = |province: &Province| people.get(&province.code).copied().unwrap_or(0.0);
        let weights = commune_weights(&communes, &sizes, &provinces, &people);
        let sending: Vec<f64> = provinces
            .iter()
            .map(|province| {
                let draws = province.stayed < 0.8;
                counted(province) * if draws { 0.15 } else { 1.0 }
            })
            .collect();
        share_births(&mut provinces, &people, &sending);
        Self {
            provinces,
            communes,
            by_size: Weighted::new(&weights),
            senders: Weighted::new(&sending),
        }
    }

    /// Any commune, by size; the position in [`Country::communes`].
    pub(crate) fn commune(&self, dice: &mut Dice) -> usize {
        self.by_size.draw(dice)
    }

    /// Another commune, mostly of the same province.
    pub(crate) fn another_commune(&self, dice: &mut Dice, from: usize) -> usize {
        let own = &self.provinces[self.communes[from].province].communes;
        let found = if dice.chance(0.65) {
            own.start + dice.below(own.len())
        } else {
            self.commune(dice)
        };
        if found == from {
            if from + 1 < own.end {
                from + 1
            } else {
                own.start
            }
        } else {
            found
        }
    }

    /// The province where the births of a family living in this one are registered.
    pub(crate) fn family_origin(&self, dice: &mut Dice, province: usize) -> usize {
        if dice.chance(self.provinces[province].stayed) {
            province
        } else {
            self.senders.draw(dice)
        }
    }

    /// Whether the first three digits of a personal number name one of the provinces.
    pub(crate) fn has_number_code(&self, code: u64) -> bool {
        self.provinces
            .binary_search_by_key(&code, |province| u64::from(province.code))
            .is_ok()
    }

    /// The largest share of the nation whose births one province registers.
    pub(crate) fn largest_birth_share(&self) -> f64 {
        self.provinces
            .iter()
            .fold(0.0, |most, province| province.born_here.max(most))
    }

    /// The largest share of the nation behind one prefix of the former card.
    pub(crate) fn largest_prefix_share(&self) -> f64 {
        let mut shares = [0.0; 100];
        for province in &self.provinces {
            shares[usize::from(province.old_prefix)] += province.born_here;
        }
        shares.into_iter().fold(0.0, f64::max)
    }
}

fn census() -> HashMap<u16, f64> {
    CENSUS
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let code = cells.next()?.parse().ok()?;
            let people = cells.nth(1)?.parse().ok()?;
            Some((code, people))
        })
        .collect()
}

/// Provinces in the order of their codes, communes grouped by province, sizes beside them.
fn read_units() -> (Vec<Province>, Vec<Commune>, Vec<f64>) {
    let mut district_of: HashMap<&str, u16> = HashMap::new();
    let mut codes: Vec<u16> = Vec::new();
    let mut found: Vec<(u16, &'static str, f64)> = Vec::new();
    for line in UNITS.lines().skip(1) {
        let cells: Vec<&'static str> = line.split(',').collect();
        let [level, code, name, _, parent] = cells[..] else {
            continue;
        };
        match level {
            "province" => codes.extend(code.parse::<u16>()),
            "district" => {
                district_of.extend(parent.parse().map(|province: u16| (code, province)));
            }
            _ => found.extend(
                district_of
                    .get(parent)
                    .map(|&province| (province, code, relative_size(code, name))),
            ),
        }
    }
    codes.sort_unstable();
    found.sort_by_key(|&(province, code, _)| (province, code));
    let provinces: Vec<Province> = codes.iter().map(|&code| province(code, &found)).collect();
    let communes = found
        .iter()
        .map(|&(of, code, _)| Commune {
            code,
            province: codes.binary_search(&of).unwrap_or(0),
        })
        .collect();
    (
        provinces,
        communes,
        found.iter().map(|unit| unit.2).collect(),
    )
}

fn province(code: u16, communes: &[(u16, &str, f64)]) -> Province {
    let of = |table: &[(u16, f64)]| table.iter().find(|row| row.0 == code).map(|row| row.1);
    Province {
        code,
        born_here: 0.0,
        old_prefix: OLD_PREFIX
            .iter()
            .find(|row| row.0 == code)
            .map_or(39, |row| row.1),
        communes: communes.partition_point(|row| row.0 < code)
            ..communes.partition_point(|row| row.0 <= code),
        stayed: of(&DRAWING).unwrap_or(STAYED_ELSEWHERE),
    }
}

/// Size beside the other communes of the province: kind, times a spread that only the code
/// decides (between about a third and three times).
fn relative_size(code: &str, name: &str) -> f64 {
    let kind = match name.split(' ').next() {
        Some("Phường") => 2.0,
        Some("Thị") => 1.4,
        _ => 1.0,
    };
    let number: u64 = code.parse().unwrap_or(0);
    let spread = f64::from(u16::try_from(mix(number) % 10_000).unwrap_or(0)) / 10_000.0;
    kind * (2.2 * (spread - 0.5)).exp()
}

fn commune_weights(
    communes: &[Commune],
    sizes: &[f64],
    provinces: &[Province],
    people: &HashMap<u16, f64>,
) -> Vec<f64> {
    let mut totals = vec![0.0; provinces.len()];
    for (commune, size) in communes.iter().zip(sizes) {
        totals[commune.province] += size;
    }
    communes
        .iter()
        .zip(sizes)
        .map(|(commune, size)| {
            let counted = people.get(&provinces[commune.province].code);
            counted.copied().unwrap_or(0.0) * size / totals[commune.province]
        })
        .collect()
}

fn share_births(provinces: &mut [Province], people: &HashMap<u16, f64>, sending: &[f64]) {
    let nation: f64 = people.values().sum();
    let senders: f64 = sending.iter().sum();
    let counted = |code: u16| people.get(&code).copied().unwrap_or(0.0) / nation;
    let moved: f64 = provinces
        .iter()
        .map(|province| counted(province.code) * (1.0 - province.stayed))
        .sum();
    for (province, sent) in provinces.iter_mut().zip(sending) {
        province.born_here = counted(province.code) * province.stayed + moved * sent / senders;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;

    #[test]
    fn the_whole_tree_is_read() {
        assert_eq!(COUNTRY.provinces.len(), 63);
        assert_eq!(COUNTRY.communes.len(), 10_599);
        let births: f64 = COUNTRY.provinces.iter().map(|p| p.born_here).sum();
        assert!((births - 1.0).abs() < 1e-9);
        assert!(COUNTRY.provinces.iter().all(|p| p.old_prefix < 39));
        assert!(COUNTRY.has_number_code(79) && !COUNTRY.has_number_code(3));
    }

    #[test]
    fn provinces_have_the_people_of_the_census() {
        let mut dice = Dice::new(3, Stream::People, 0);
        let mut in_the_capital = 0_u32;
        for _ in 0..100_000 {
            let commune = &COUNTRY.communes[COUNTRY.commune(&mut dice)];
            in_the_capital += u32::from(COUNTRY.provinces[commune.province].code == 1);
        }
        let share = f64::from(in_the_capital) / 100_000.0;
        assert!(
            (share - 8_053_663.0 / 96_208_984.0).abs() < 0.005,
            "{share}"
        );
    }

    #[test]
    fn another_commune_is_another() {
        let mut dice = Dice::new(3, Stream::People, 0);
        for _ in 0..2_000 {
            let from = COUNTRY.commune(&mut dice);
            assert_ne!(COUNTRY.another_commune(&mut dice, from), from);
        }
    }
}
