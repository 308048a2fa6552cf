//! Which errors a record gets: the scenario's shares, spread over the people they can happen to.
//!
//! A former card cannot be typed for somebody who never had one, a day cannot stand for a month
//! when it is the 25th. So the person is drawn first, every error is drawn more often by as much as
//! it will be refused, and refused errors leave a clean record: the shares come out as stated.

use crate::dice::{Dice, Weighted};
use crate::kind::{Kind, Part};
use crate::person::Person;
use crate::register::Register;
use crate::scenario::Scenario;
use crate::typing::{self, Numbers};

/// People looked at to learn how often an error can happen.
const SAMPLE: usize = 8_192;
/// How often errors are drawn until several fit the person.
const TRIES: usize = 16;

/// The errors of one record, by field.
#[derive(Clone, Copy, Default)]
pub(crate) struct Errors {
    /// Several at once, outside the register, or a foreigner.
    pub(crate) whole: Option<Kind>,
    pub(crate) number: Option<Kind>,
    pub(crate) name: Option<Kind>,
    pub(crate) date: Option<Kind>,
    pub(crate) sex: Option<Kind>,
    /// Another way of writing the name, beside any error.
    pub(crate) writing: Option<Kind>,
}

impl Errors {
    fn slot(&mut self, part: Part) -> &mut Option<Kind> {
        match part {
            Part::Number => &mut self.number,
            Part::Name => &mut self.name,
            Part::BirthDate => &mut self.date,
            Part::Sex => &mut self.sex,
            Part::Whole | Part::Nothing => &mut self.whole,
        }
    }
}

/// Kinds with their chances; the first is "nothing".
struct Table {
    kinds: Vec<Option<Kind>>,
    weights: Weighted,
}

impl Table {
    /// Chances in per cent; what is left of a hundred is "nothing".
    fn new(rows: impl Iterator<Item = (Kind, f64)>) -> Self {
        let (mut kinds, mut weights) = (vec![None], vec![0.0]);
        for (kind, weight) in rows {
            kinds.push(Some(kind));
            weights.push(weight);
        }
        let total: f64 = weights.iter().sum();
        weights[0] = (100.0 - total).max(1e-9);
        Self {
            kinds,
            weights: Weighted::new(&weights),
        }
    }

    fn draw(&self, dice: &mut Dice) -> Option<Kind> {
        self.kinds[self.weights.draw(dice)]
    }
}

/// Draws the errors of a scenario.
pub(crate) struct Choice {
    errors: Table,
    writing: Option<Table>,
    several: Option<Table>,
}

impl Choice {
    pub(crate) fn new(scenario: &Scenario, register: &Register) -> Self {
        let names: Vec<(&Person, String)> = register
            .people()
            .iter()
            .take(SAMPLE)
            .map(|person| (person, person.name.to_string()))
            .collect();
        let raised = |&(kind, share): &(Kind, f64)| {
            let possible = names
                .iter()
                .filter(|(person, name)| applies(kind, person, name))
                .count();
            (kind, raise(share, possible, names.len()))
        };
        let some = |rows: Vec<(Kind, f64)>| (!rows.is_empty()).then_some(rows);
        let several: Vec<(Kind, f64)> = scenario
            .errors
            .iter()
            .filter(|(kind, _)| is_one_of_several(*kind, scenario))
            .copied()
            .collect();
        let whole: f64 = several.iter().map(|row| row.1).sum();
        Self {
            errors: Table::new(scenario.errors.iter().map(raised)),
            writing: some(scenario.writing.iter().map(raised).collect())
                .map(|rows| Table::new(rows.into_iter())),
            several: some(several).map(|rows| {
                Table::new(
                    rows.into_iter()
                        .map(|(kind, share)| (kind, share * 100.0 / whole)),
                )
            }),
        }
    }

    /// The errors of a record about this person.
    pub(crate) fn draw(&self, dice: &mut Dice, person: &Person) -> Errors {
        let mut errors = Errors::default();
        // The name is needed for few kinds only, so it is written only for them.
        let fits = |kind: Kind| {
            let needs_name = kind.part() == Part::Name;
            let name = needs_name.then(|| person.name.to_string());
            applies(kind, person, name.as_deref().unwrap_or(""))
        };
        if let Some(kind) = self.errors.draw(dice).filter(|&kind| fits(kind)) {
            *errors.slot(kind.part()) = Some(kind);
        }
        match errors.whole {
            Some(Kind::Multi) => self.draw_several(dice, &mut errors, fits),
            Some(Kind::NotInRegisterNoNumber) => errors.number = Some(Kind::IdMissing),
            _ => {}
        }
        errors.writing = self.writing.as_ref().and_then(|table| table.draw(dice));
        errors
    }

    /// Two errors in different fields, three one time in four.
    fn draw_several(&self, dice: &mut Dice, errors: &mut Errors, fits: impl Fn(Kind) -> bool) {
        let mut wanted = if dice.chance(0.25) { 3 } else { 2 };
        for _ in 0..TRIES {
            let kind = self.several.as_ref().and_then(|table| table.draw(dice));
            let Some(kind) = kind.filter(|&kind| fits(kind)) else {
                continue;
            };
            let slot = errors.slot(kind.part());
            if slot.is_none() {
                *slot = Some(kind);
                wanted -= 1;
                if wanted == 0 {
                    return;
                }
            }
        }
    }
}

/// Draws of an error so that its share comes out although only some people can have it.
fn raise(share: f64, possible: usize, of: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if possible == 0 {
        0.0
    } else {
        share * count(of) / count(possible)
    }
}

fn is_one_of_several(kind: Kind, scenario: &Scenario) -> bool {
    let in_a_field = !matches!(kind.part(), Part::Whole | Part::Nothing);
    let keeps_number = scenario.multi_may_lose_number || !kind.leaves_no_number();
    in_a_field && keeps_number && !kind.is_writing() && !kind.is_blank()
}

fn applies(kind: Kind, person: &Person, name: &str) -> bool {
    match kind.part() {
        Part::Number => Numbers::applies(kind, person),
        Part::Name => typing::name_applies(kind, name),
        Part::BirthDate => typing::date_applies(kind, person.born),
        Part::Sex | Part::Whole | Part::Nothing => true,
    }
}
