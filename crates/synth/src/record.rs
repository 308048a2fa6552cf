//! Records as somebody typed them, each with its truth.

use crate::choice::{Choice, Errors};
use crate::dice::{Dice, Stream};
use crate::error::SynthError;
use crate::foreign;
use crate::household::Maker;
use crate::kind::Kind;
use crate::numbering::{BLOCK, Numbering, blocks_of};
use crate::person::{Person, sex_code};
use crate::place::COUNTRY;
use crate::plan::{MOST_RECORDS, Plan};
use crate::pyramid::{Born, Pyramid};
use crate::register::Register;
use crate::shuffle::{Shuffle, mix};
use crate::truth::Truth;
use crate::typed::Typed;
use crate::typing::{self, Numbers};
use khien_domain::{FieldState, Sex};
use std::fmt::Write;

/// Records about the people of a register. Any block of them can be made alone.
pub struct Records<'a> {
    plan: Plan,
    register: &'a Register,
    choice: Choice,
    order: Shuffle,
    outsiders: Maker,
    foreigners: Pyramid,
}

/// Who a record is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    position: Option<usize>,
    person: &'a Person,
}

impl<'a> Records<'a> {
    /// Prepares the records of a plan about a register made from the same plan.
    ///
    /// # Errors
    /// [`SynthError::Records`] where the plan asks for more than this crate makes.
    pub fn new(plan: &Plan, register: &'a Register) -> Result<Self, SynthError> {
        if plan.records > MOST_RECORDS {
            return Err(SynthError::Records {
                asked: plan.records,
                most: MOST_RECORDS,
            });
        }
        let numbering = Numbering::outside(plan.seed, blocks_of(plan.records));
        Ok(Self {
            plan: *plan,
            register,
            choice: Choice::new(plan.scenario, register),
            order: Shuffle::new(register.len() as u64, mix(plan.seed ^ 0x7265_636f)),
            outsiders: Maker::new(plan.seed, Stream::Outsiders, numbering, plan.years()),
            foreigners: Pyramid::new(plan.years()),
        })
    }

    /// How many blocks there are.
    pub(crate) fn blocks(&self) -> u64 {
        blocks_of(self.plan.records)
    }

    /// Hands every record of a block, in order, to `take`.
    pub(crate) fn block(&self, block: u64, mut take: impl FnMut(&Typed, &Truth)) {
        let first = block * BLOCK as u64;
        let last = self.plan.records.min(first + BLOCK as u64);
        let mut dice = Dice::new(self.plan.seed, Stream::Records, block);
        let outsiders = self.outsiders.block(block, self.outsiders_in_a_block());
        let (mut typed, mut truth) = (Typed::default(), Truth::default());
        let mut strangers = outsiders.iter().enumerate().cycle();
        for number in first..last {
            typed.clear();
            truth.clear();
            // Writing to a String cannot fail.
            let _ = write!(typed.record_id, "{number}");
            let subject = self.subject(&mut dice, number);
            let errors = self.choice.draw(&mut dice, subject.person);
            match (errors.whole, strangers.next_if_outside(errors.whole)) {
                (Some(Kind::Foreigner), _) => {
                    let _ = write!(truth.person, "f{number}");
                    let local = self.plan.scenario.local_forms;
                    foreign::fill(&mut dice, &self.foreigners, local, &mut typed, &mut truth);
                }
                (_, Some((at, person))) => {
                    let _ = write!(truth.person, "x{block}-{at}");
                    let subject = Subject {
                        position: None,
                        person,
                    };
                    self.fill(&mut dice, subject, errors, (&mut typed, &mut truth));
                }
                _ => self.fill(&mut dice, subject, errors, (&mut typed, &mut truth)),
            }
            truth.record_id.push_str(&typed.record_id);
            take(&typed, &truth);
        }
    }

    /// Hands every record with its truth to `take`, in order, without keeping any.
    pub fn each(&self, mut take: impl FnMut(&Typed, &Truth)) {
        (0..self.blocks()).for_each(|block| self.block(block, &mut take));
    }

    /// Every record with its truth, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Typed, Truth)> {
        (0..self.blocks()).flat_map(|block| {
            let mut made = Vec::with_capacity(BLOCK);
            self.block(block, |typed, truth| {
                made.push((typed.clone(), truth.clone()));
            });
            made
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a block, rounded on purpose"
    )]
    fn outsiders_in_a_block(&self) -> usize {
        let share = self.plan.scenario.share(Kind::NotInRegister)
            + self.plan.scenario.share(Kind::NotInRegisterNoNumber);
        let records = self.plan.records.min(BLOCK as u64) as f64;
        (share / 100.0 * records * 1.3) as usize + 64
    }

    /// Everybody once in a scattered order; now and then somebody who has a record already.
    fn subject(&self, dice: &mut Dice, number: u64) -> Subject<'a> {
        let people = self.register.len() as u64;
        let repeats = dice.chance(self.plan.scenario.repeats / 100.0);
        let turn = if repeats {
            let distinct = usize::try_from(people.min(self.plan.records)).unwrap_or(usize::MAX);
            dice.below(distinct) as u64
        } else {
            number % people
        };
        let position = usize::try_from(self.order.at(turn)).unwrap_or(0);
        Subject {
            position: Some(position),
            person: self.register.person(position),
        }
    }

    fn fill(
        &self,
        dice: &mut Dice,
        subject: Subject<'_>,
        errors: Errors,
        (typed, truth): (&mut Typed, &mut Truth),
    ) {
        truth.pid = subject.position.map(|position| position as u64);
        if let Some(pid) = truth.pid {
            let _ = write!(truth.person, "{pid}");
        }
        self.number(dice, subject, errors, (typed, truth));
        name(dice, subject.person, errors, (typed, truth));
        self.birth_date(dice, subject.person, errors, (typed, truth));
        self.sex(dice, subject.person, errors, (typed, truth));
        self.commune(dice, subject.person, (typed, truth));
        truth.conclude();
        if let Some(kind) = errors.whole.filter(|&kind| kind != Kind::Multi) {
            outside(kind, truth);
        }
    }

    fn number(
        &self,
        dice: &mut Dice,
        subject: Subject<'_>,
        errors: Errors,
        (typed, truth): (&mut Typed, &mut Truth),
    ) {
        let numbers = Numbers {
            register: self.register,
        };
        let of = (subject.position, subject.person);
        let number = numbers.write(errors.number, dice, of, &mut typed.id_number);
        truth.faults.extend(errors.number);
        truth.id_owner = number.owner.map(|owner| owner as u64);
        truth.id_state = Some(number.state);
    }

    fn birth_date(
        &self,
        dice: &mut Dice,
        person: &Person,
        errors: Errors,
        (typed, truth): (&mut Typed, &mut Truth),
    ) {
        if errors.date == Some(Kind::DobBlank) {
            truth.faults.push(Kind::DobBlank);
            truth.date_of_birth_state = Some(FieldState::Missing);
            return;
        }
        let local = self.plan.scenario.local_forms;
        let mut born = errors.date.map_or(person.born, |kind| {
            typing::typed_date(kind, dice, person.born)
        });
        if !born.is_full() && local && dice.chance(0.3) {
            // Many forms want a whole date: the first of January stands for "only the year".
            born = Born {
                month: 1,
                day: 1,
                ..born
            };
        }
        let agrees =
            born == person.born || (!person.born.is_full() && born.year == person.born.year);
        truth.faults.extend(errors.date.filter(|_| !agrees));
        truth.date_of_birth_state = Some(if agrees {
            FieldState::Ok
        } else {
            FieldState::Differs
        });
        typing::write_date(dice, born, local, &mut typed.date_of_birth);
    }

    fn sex(
        &self,
        dice: &mut Dice,
        person: &Person,
        errors: Errors,
        (typed, truth): (&mut Typed, &mut Truth),
    ) {
        truth.faults.extend(errors.sex);
        let (sex, state) = match (errors.sex, person.sex) {
            (Some(Kind::SexBlank), _) => {
                truth.sex_state = Some(FieldState::Missing);
                return;
            }
            (Some(_), Sex::Male) => (Sex::Female, FieldState::Differs),
            (Some(_), Sex::Female) => (Sex::Male, FieldState::Differs),
            (None, sex) => (sex, FieldState::Ok),
        };
        truth.sex_state = Some(state);
        let word = self.plan.scenario.local_forms && dice.chance(0.8);
        typed.sex.push_str(match (word, sex) {
            (true, Sex::Male) => "Nam",
            (true, Sex::Female) => "Nữ",
            (false, sex) => sex_code(sex),
        });
    }

    fn commune(&self, dice: &mut Dice, person: &Person, (typed, truth): (&mut Typed, &mut Truth)) {
        let (moved, missing) = self.plan.scenario.commune;
        let own = person.commune();
        let habit = dice.unit() * 100.0;
        let (commune, state) = if habit < moved {
            (
                Some(COUNTRY.another_commune(dice, own)),
                FieldState::Differs,
            )
        } else if habit < moved + missing {
            (None, FieldState::Missing)
        } else {
            (Some(own), FieldState::Ok)
        };
        typed
            .commune_code
            .push_str(commune.map_or("", |commune| COUNTRY.communes[commune].code));
        truth.commune_state = Some(state);
    }
}

/// Nobody in the register is meant: there is nothing to compare the fields with.
fn outside(kind: Kind, truth: &mut Truth) {
    truth.err = kind;
    truth.faults.insert(0, kind);
    for state in [
        &mut truth.name_state,
        &mut truth.date_of_birth_state,
        &mut truth.sex_state,
        &mut truth.commune_state,
    ] {
        *state = None;
    }
    if truth.id_state == Some(khien_domain::IdState::Ok) {
        truth.id_state = Some(khien_domain::IdState::Wrong);
    }
}

fn name(
    dice: &mut Dice,
    person: &Person,
    errors: Errors,
    (typed, truth): (&mut Typed, &mut Truth),
) {
    person.name.write(&mut typed.full_name);
    let male = person.sex == Sex::Male;
    let mut state = FieldState::Ok;
    for kind in [errors.name, errors.writing].into_iter().flatten() {
        let Some(changed) = typing::typed_name(kind, dice, &typed.full_name, male) else {
            continue;
        };
        typed.full_name = changed;
        truth.faults.push(kind);
        state = match kind {
            Kind::NameBlank => FieldState::Missing,
            _ if kind.is_writing() && state == FieldState::Ok => FieldState::Equivalent,
            _ if kind.is_writing() => state,
            _ => FieldState::Differs,
        };
        if state == FieldState::Missing {
            break;
        }
    }
    truth.name_state = Some(state);
}

/// The next person outside the register, where the record is about one.
trait NextIfOutside {
    type Item;
    fn next_if_outside(&mut self, whole: Option<Kind>) -> Option<Self::Item>;
}

impl<I: Iterator> NextIfOutside for I {
    type Item = I::Item;

    fn next_if_outside(&mut self, whole: Option<Kind>) -> Option<I::Item> {
        match whole {
            Some(Kind::NotInRegister | Kind::NotInRegisterNoNumber) => self.next(),
            _ => None,
        }
    }
}
