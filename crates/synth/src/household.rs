//! Blocks of people: households of the pyramid's ages, with families inside them.
//!
//! Ages are drawn from the pyramid first and roles are read off them: the oldest is the head, an
//! adult about as old of the other sex is the spouse, a generation below are children, the rest
//! are brothers and sisters. So the pyramid holds exactly, whatever birth years a plan asks for.

use crate::dice::{Dice, Stream};
use crate::names::{self, Family, Name};
use crate::numbering::{Numbering, Registrar, card_chance};
use crate::person::{NO_CARD, Person};
use crate::place::COUNTRY;
use crate::pyramid::{self, Born, Pyramid};
use crate::years::BirthYears;
use khien_domain::Sex;

/// Households of one to eight people, per cent of households (estimates after the census of 2019).
const SIZES: [u8; 8] = [10, 17, 20, 26, 14, 8, 3, 2];

/// Share of brothers and sisters who are twins of the one before: about 12 twin births in 1,000.
const TWINS: f64 = 0.012;

const ADULT_IN: i16 = 2001;

/// Makes blocks of people; a block depends on nothing but the seed and its position.
pub(crate) struct Maker {
    seed: u64,
    stream: Stream,
    numbering: Numbering,
    pyramid: Pyramid,
}

impl Maker {
    pub(crate) fn new(seed: u64, stream: Stream, numbering: Numbering, years: BirthYears) -> Self {
        Self {
            seed,
            stream,
            numbering,
            pyramid: Pyramid::new(years),
        }
    }

    /// The first `count` people of a block.
    pub(crate) fn block(&self, block: u64, count: usize) -> Vec<Person> {
        let mut dice = Dice::new(self.seed, self.stream, block);
        let mut registrar = Registrar::new(self.numbering, block);
        let mut people = Vec::with_capacity(count);
        while people.len() < count {
            let size = household_size(&mut dice).min(count - people.len());
            self.household(&mut dice, &mut registrar, size, &mut people);
        }
        people
    }

    fn household(
        &self,
        dice: &mut Dice,
        registrar: &mut Registrar,
        size: usize,
        people: &mut Vec<Person>,
    ) {
        let mut years = [0_i16; SIZES.len()];
        let years = &mut years[..size];
        years.fill_with(|| self.pyramid.year(dice));
        years.sort_unstable();
        let commune = COUNTRY.commune(dice);
        let lives_in = COUNTRY.communes[commune].province;
        let mut household = Household::found(dice, commune, lives_in);
        for (place, &year) in years.iter().enumerate() {
            let mut person = household.member(dice, year);
            person.place_in_household = u8::try_from(place).unwrap_or(0);
            person.household = u8::try_from(size).unwrap_or(1);
            household.register(dice, registrar, &mut person);
            people.push(person);
        }
    }
}

fn household_size(dice: &mut Dice) -> usize {
    let mut point = dice.below(100);
    for (at, &share) in SIZES.iter().enumerate() {
        let share = usize::from(share);
        if point < share {
            return at + 1;
        }
        point -= share;
    }
    SIZES.len()
}

/// What somebody is to the head of the household.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Head,
    Spouse,
    Sibling,
    Child,
    Grandchild,
}

/// A household while its members are made, the oldest first.
struct Household {
    commune: usize,
    lives_in: usize,
    origin: usize,
    /// Family of the head.
    family: Family,
    /// Family whose surname the children carry.
    fathers: Family,
    head: Option<(i16, Sex)>,
    married: bool,
    last: Option<(Role, Born, Sex)>,
    /// The latest name by generation (head's, children's, grandchildren's) and sex.
    siblings: [[Option<Name>; 2]; 3],
}

impl Household {
    fn found(dice: &mut Dice, commune: usize, lives_in: usize) -> Self {
        let origin = COUNTRY.family_origin(dice, lives_in);
        let family = names::family(dice, COUNTRY.provinces[origin].code);
        Self {
            commune,
            lives_in,
            origin,
            family,
            fathers: family,
            head: None,
            married: false,
            last: None,
            siblings: [[None; 2]; 3],
        }
    }

    fn member(&mut self, dice: &mut Dice, year: i16) -> Person {
        let mut sex = pyramid::sex(dice, year);
        let role = self.role(year, &mut sex);
        let mut born = pyramid::birth_date(dice, year);
        if let Some((Role::Sibling | Role::Child, of, twin_sex)) = self.last
            && self.last.is_some_and(|last| last.0 == role)
            && dice.chance(TWINS)
        {
            born = of;
            sex = if dice.chance(0.7) { twin_sex } else { sex };
        }
        let name = self.name(dice, role, sex, born.year);
        self.last = Some((role, born, sex));
        Person::new(name, born, sex, self.commune)
    }

    /// Reads the role off the ages; a spouse gets the sex that the head does not have.
    fn role(&mut self, year: i16, sex: &mut Sex) -> Role {
        let Some((head_year, head_sex)) = self.head else {
            self.head = Some((year, *sex));
            return Role::Head;
        };
        let adults = year <= ADULT_IN;
        match year - head_year {
            ..=12 if adults && !self.married => {
                self.married = true;
                *sex = other(head_sex);
                Role::Spouse
            }
            ..=17 => Role::Sibling,
            18..=45 => Role::Child,
            _ => Role::Grandchild,
        }
    }

    fn name(&mut self, dice: &mut Dice, role: Role, sex: Sex, year: i16) -> Name {
        let (family, generation) = match role {
            Role::Head | Role::Sibling => (self.family, 0),
            Role::Spouse => {
                let family = self.family.in_law(dice);
                if sex == Sex::Male {
                    self.fathers = family;
                }
                return family.name(dice, sex, year, None);
            }
            Role::Child => (self.fathers, 1),
            Role::Grandchild if dice.chance(0.6) => (self.fathers, 2),
            Role::Grandchild => (self.fathers.in_law(dice), 2),
        };
        let latest = &mut self.siblings[generation][usize::from(sex == Sex::Female)];
        let name = family.name(dice, sex, year, *latest);
        *latest = Some(name);
        name
    }

    /// Numbers: children born since the family lives here are registered here, others where the
    /// family comes from.
    fn register(&self, dice: &mut Dice, registrar: &mut Registrar, person: &mut Person) {
        let young = person.born.year > ADULT_IN;
        let born_in = if young && dice.chance(0.8) {
            self.lives_in
        } else {
            self.origin
        };
        person.number = registrar.personal(born_in, person.sex, person.born);
        person.card = if dice.chance(card_chance(person.born.year)) {
            registrar.card(born_in)
        } else {
            NO_CARD
        };
    }
}

fn other(sex: Sex) -> Sex {
    match sex {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(years: BirthYears, count: usize) -> Vec<Person> {
        Maker::new(1, Stream::People, Numbering::register(1, 1), years).block(0, count)
    }

    #[test]
    fn households_fill_the_block_exactly() {
        let people = people(BirthYears::ALL, 10_000);
        assert_eq!(people.len(), 10_000);
        let mut at = 0;
        while at < people.len() {
            let size = usize::from(people[at].household);
            for place in 0..size {
                assert_eq!(usize::from(people[at + place].place_in_household), place);
                assert_eq!(people[at + place].commune(), people[at].commune());
            }
            at += size;
        }
    }

    #[test]
    fn there_are_twins_and_children_with_the_fathers_surname() {
        let people = people(BirthYears::ALL, 20_000);
        let neighbours = || {
            people
                .windows(2)
                .filter(|pair| pair[1].place_in_household > 0)
        };
        let twins = neighbours()
            .filter(|pair| pair[0].born == pair[1].born && pair[0].born.is_full())
            .filter(|pair| pair[0].name.surname == pair[1].name.surname)
            .count();
        assert!((20..200).contains(&twins), "{twins}");
        let kin = neighbours()
            .filter(|pair| pair[0].name.surname == pair[1].name.surname)
            .count();
        assert!(kin > 5_000, "{kin}");
    }

    #[test]
    fn cards_belong_to_adults() {
        let people = people(BirthYears::ALL, 20_000);
        assert!(
            people
                .iter()
                .all(|person| !person.has_card() || person.born.year <= 2001)
        );
        let share = people.iter().filter(|person| person.has_card()).count();
        assert!((8_000..12_000).contains(&share), "{share}");
    }
}
