//! Names of the invented people: surnames, middle names and given names as parts of a table.
//!
//! Weights come from `data/names`; cohort, region and people (Kinh, Tày, Khmer, …) change them.
//! A name is three positions in one table of parts, so a person takes a few bytes and a name is
//! text only when it is written.

mod groups;
mod kinh;
mod parts;
mod peoples;
mod region;
mod weights;

pub(crate) use parts::Name;

use crate::dice::Dice;
use khien_domain::Sex;
use parts::PartId;
use peoples::Group;
use region::Region;

/// What a family hands on: its people and its surname (or clan).
#[derive(Clone, Copy)]
pub(crate) struct Family {
    group: Group,
    line: PartId,
    region: Region,
}

/// A family whose births are registered in this province (two-digit code).
pub(crate) fn family(dice: &mut Dice, province_code: u16) -> Family {
    let group = groups::of_province(dice, province_code);
    let region = Region::of(province_code);
    Family {
        group,
        line: line(dice, group, region),
        region,
    }
}

fn line(dice: &mut Dice, group: Group, region: Region) -> PartId {
    match group.surname(dice) {
        Some(line) => line,
        None => kinh::surname(dice, region),
    }
}

impl Family {
    /// Somebody who married into the family: mostly of the same people, with a surname of their
    /// own.
    pub(crate) fn in_law(self, dice: &mut Dice) -> Family {
        let group = if dice.chance(0.9) {
            self.group
        } else {
            Group::Kinh
        };
        Family {
            group,
            line: line(dice, group, self.region),
            region: self.region,
        }
    }

    /// A name for a member born in this year. `like` is a brother or sister of the same sex:
    /// siblings often share the middle name, and sometimes the first letter of the given name.
    pub(crate) fn name(self, dice: &mut Dice, sex: Sex, year: i16, like: Option<Name>) -> Name {
        if let Some(name) = self.group.own_form(dice, sex, self.line) {
            return name;
        }
        let shared = like.filter(|_| dice.chance(0.35)).map(|other| other.middle);
        let middle = match shared.or_else(|| self.group.middle(dice, sex)) {
            Some(middle) => middle,
            None => kinh::middle(dice, sex, year),
        };
        let given = match (self.group.given(dice, sex), like) {
            (Some(given), _) => given,
            (None, Some(other)) if dice.chance(0.2) => kinh::given_like(dice, sex, other.given),
            (None, _) => kinh::given(dice, sex, year),
        };
        Name {
            surname: self.line,
            middle,
            given,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;

    fn names(province_code: u16, count: usize) -> Vec<String> {
        let mut dice = Dice::new(5, Stream::People, 0);
        (0..count)
            .map(|_| {
                let family = family(&mut dice, province_code);
                family.name(&mut dice, Sex::Female, 1990, None).to_string()
            })
            .collect()
    }

    #[test]
    fn the_largest_surname_has_its_share() {
        let count = names(1, 20_000)
            .iter()
            .filter(|name| name.starts_with("Nguyễn "))
            .count();
        assert!((5_500..7_000).contains(&count), "{count}");
    }

    #[test]
    fn north_and_south_spell_the_same_surnames_differently() {
        let starting = |province, surname: &str| {
            let all = names(province, 20_000);
            all.iter().filter(|name| name.starts_with(surname)).count()
        };
        assert!(starting(1, "Vũ ") > 5 * starting(1, "Võ "));
        assert!(starting(79, "Huỳnh ") > 2 * starting(79, "Hoàng "));
    }

    #[test]
    fn minority_names_live_where_the_peoples_live() {
        assert!(names(66, 3_000).iter().any(|name| name.starts_with("H' ")));
        assert!(
            names(84, 3_000)
                .iter()
                .any(|name| name.starts_with("Thạch "))
        );
        assert!(!names(34, 3_000).iter().any(|name| name.starts_with("H' ")));
    }

    #[test]
    fn about_one_per_cent_have_no_middle_name() {
        let two = names(34, 20_000)
            .iter()
            .filter(|name| name.split(' ').count() == 2)
            .count();
        assert!((120..350).contains(&two), "{two}");
    }
}
