//! The ladder: cheapest step first, each step a verdict with its reason.
//!
//! 0 read the record · 1 number equal · 2 old number equal · 3 number one edit away · 4 folded
//! name and birth date · 5 Fellegi–Sunter on what is left · 6 not found. Steps 1 to 4 are blocks
//! and reasons; what decides everywhere is the one probability of `model`, so the score, the
//! probability and the explanation are always the same number.

use khien_domain::{Band, Class, IdentityNumber, NameOrigin, Reason, Record, Verdict};

use crate::candidates::{self, Candidates, LikeSyllables};
use crate::compare::{BirthLevel, Levels, NameLevel, NumberLevel, Owner};
use crate::evidence::{Evidence, Weighed};
use crate::index::{PersonRow, PopulationIndex, View};
use crate::model::{Model, Weights, prior_bits};
use crate::nationality::is_vietnamese;
use crate::standardise::Standardised;
use crate::states;

/// The answer about one record.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Codes only; may be shown to whoever sent the record.
    pub verdict: Verdict,
    /// The proposed person, where the band is automatic or review.
    pub person: Option<PersonRow>,
    /// Levels and weights behind the verdict.
    pub evidence: Evidence,
}

/// Asks the index about records, one after the other. One for each thread.
pub struct Checker<'i> {
    index: &'i PopulationIndex,
    view: View<'i>,
    model: Model,
    prior: f64,
    candidates: Candidates,
    like: LikeSyllables,
    scored: Vec<Scored>,
    /// What was scored before the last block was added.
    earlier: Vec<Scored>,
}

/// A candidate and what speaks for it.
#[derive(Clone, Copy)]
struct Scored {
    row: u32,
    levels: Levels,
    weights: Weights,
    /// 2 to the power of prior and weights: odds against "not in the register".
    odds: f64,
}

/// The best candidate after all were weighed.
#[derive(Clone, Copy)]
struct Best {
    scored: Scored,
    probability: f64,
    log_odds: f64,
    /// Probability that any of the candidates is meant.
    somebody: f64,
}

impl PopulationIndex {
    /// Asks about one record. For many records keep a [`Checker`].
    pub fn check(&self, record: &Record<'_>) -> Outcome {
        self.checker().check(record)
    }

    /// A checker with the model of this release.
    pub fn checker(&self) -> Checker<'_> {
        let view = self.view();
        Checker {
            index: self,
            view,
            model: Model::CURRENT,
            prior: prior_bits(&Model::CURRENT, view.len()),
            candidates: Candidates::default(),
            like: LikeSyllables::default(),
            scored: Vec::new(),
            earlier: Vec::new(),
        }
    }
}

impl Checker<'_> {
    /// The answer about one record. The same record has the same answer, whatever came before.
    pub fn check(&mut self, record: &Record<'_>) -> Outcome {
        let mut typed = Standardised::new(self.index, &self.view, record);
        let owner = self.owner(&typed);
        typed.settle_candidate_number(owner.is_some());
        if is_exempt(&self.view, &typed, owner) {
            return Self::exempt(&typed);
        }
        let best = self.best(&typed, owner);
        self.outcome(&typed, owner, best)
    }

    /// Who has the typed number, new or old.
    fn owner(&self, typed: &Standardised<'_>) -> Option<Owner> {
        let row = match typed.number.read {
            Ok(IdentityNumber::Personal(number)) => self.view.with_number(number.get()).min(),
            Ok(IdentityNumber::OldCard(card)) => self.view.with_old_card(card.get()).min(),
            Ok(IdentityNumber::Passport(_)) | Err(_) => None,
        }?;
        Some(Owner::of(&self.view, row))
    }

    /// Weighs block after block until somebody is sure enough.
    fn best(&mut self, typed: &Standardised<'_>, owner: Option<Owner>) -> Option<Best> {
        self.candidates.clear();
        self.scored.clear();
        if let Some(owner) = owner {
            let levels = Levels::of(&self.view, typed, owner.row, Some(owner));
            if is_conflict(levels) {
                // Number right, name and birth date wrong: somebody else's number, never a link.
            } else {
                self.candidates.add(owner.row);
                if is_settled(levels) {
                    return self.weigh(typed, Some(owner));
                }
            }
        }
        candidates::name_and_birth(&self.view, typed, &mut self.candidates);
        let best = self.weigh(typed, owner);
        if best
            .is_some_and(|best| self.is_sure(&best) && !best.scored.levels.number.is_unexplained())
        {
            return best;
        }
        candidates::near_number(&self.view, typed, &mut self.candidates);
        let best = self.weigh(typed, owner);
        if best.is_some_and(|best| self.is_sure(&best)) {
            return best;
        }
        candidates::wide(&self.view, typed, &mut self.like, &mut self.candidates);
        self.weigh(typed, owner)
    }

    fn is_sure(&self, best: &Best) -> bool {
        best.probability >= self.model.automatic
    }

    /// Weighs all candidates and picks the best; ties go to the first row, below any threshold.
    fn weigh(&mut self, typed: &Standardised<'_>, owner: Option<Owner>) -> Option<Best> {
        self.score(typed, owner);
        let all: f64 = self.scored.iter().map(|scored| scored.odds).sum();
        let best = self
            .scored
            .iter()
            .reduce(|a, b| if b.odds > a.odds { b } else { a })?;
        let against = 1.0 + self.others(best);
        Some(Best {
            scored: *best,
            probability: best.odds / (best.odds + against),
            log_odds: (best.odds / against).log2(),
            somebody: all / (1.0 + all),
        })
    }

    /// Scores every candidate, those of earlier blocks once only; both lists are in row order.
    fn score(&mut self, typed: &Standardised<'_>, owner: Option<Owner>) {
        std::mem::swap(&mut self.scored, &mut self.earlier);
        self.scored.clear();
        let mut earlier = self.earlier.iter().peekable();
        for row in self.candidates.distinct() {
            if let Some(scored) = earlier.next_if(|scored| scored.row == *row) {
                self.scored.push(*scored);
                continue;
            }
            let levels = Levels::of(&self.view, typed, *row, owner);
            let is_conflict = levels.number == NumberLevel::Equal && is_conflict(levels);
            if is_conflict || levels.is_hopeless() {
                continue;
            }
            let weights = Weights::of(&self.view, typed, *row, levels);
            let odds = (self.prior + weights.total()).exp2();
            self.scored.push(Scored {
                row: *row,
                levels,
                weights,
                odds,
            });
        }
    }

    /// Odds of all candidates but this one, added up in row order.
    fn others(&self, best: &Scored) -> f64 {
        self.scored
            .iter()
            .filter(|other| other.row != best.row)
            .map(|other| other.odds)
            .sum()
    }

    fn outcome(
        &self,
        typed: &Standardised<'_>,
        owner: Option<Owner>,
        best: Option<Best>,
    ) -> Outcome {
        let linked = best.filter(|best| best.probability >= self.model.review);
        let states = states::of(
            &self.view,
            typed,
            owner,
            linked.map(|best| (best.scored.row, best.scored.levels)),
        );
        let class = states.class(
            typed,
            linked.is_some(),
            best.map_or(0.0, |best| best.somebody),
        );
        let band = match linked {
            None => Band::None,
            Some(best) if class == Class::Verified || self.is_sure(&best) => Band::Automatic,
            Some(_) => Band::Review,
        };
        let verdict = Verdict {
            class,
            id_state: Some(states.id),
            name_state: states.name,
            date_of_birth_state: states.birth,
            sex_state: states.sex,
            commune_state: states.commune,
            band,
            probability: best.map_or(0.0, |best| best.probability),
            reason: reason(class, best.as_ref(), linked.is_some()),
        };
        let person = linked.map(|best| PersonRow(best.scored.row));
        Outcome {
            verdict,
            person,
            evidence: self.evidence(typed, best, &states),
        }
    }

    fn evidence(
        &self,
        typed: &Standardised<'_>,
        best: Option<Best>,
        states: &states::States,
    ) -> Evidence {
        Evidence {
            weighed: best.map(|best| Weighed {
                levels: best.scored.levels,
                weights: best.scored.weights,
                prior: self.prior,
                log_odds: best.log_odds,
            }),
            notes: typed.notes,
            id_fault: typed.number.read.err(),
            name_difference: states.name_difference,
            candidates: u32::try_from(self.scored.len()).unwrap_or(u32::MAX),
        }
    }

    fn exempt(typed: &Standardised<'_>) -> Outcome {
        let verdict = Verdict {
            class: Class::Exempt,
            id_state: None,
            name_state: None,
            date_of_birth_state: None,
            sex_state: None,
            commune_state: None,
            band: Band::None,
            probability: 0.0,
            reason: Reason::Exempt,
        };
        let evidence = Evidence {
            weighed: None,
            notes: typed.notes,
            id_fault: None,
            name_difference: None,
            candidates: 0,
        };
        Outcome {
            verdict,
            person: None,
            evidence,
        }
    }
}

/// The number is somebody's whose name and birth date are both other ones.
fn is_conflict(levels: Levels) -> bool {
    levels.number.is_own()
        && levels.name > NameLevel::TwoClose
        && levels.name != NameLevel::Missing
        && !levels.birth.is_near()
        && levels.birth != BirthLevel::Missing
}

/// Number, name and birth date leave no room for anybody else.
fn is_settled(levels: Levels) -> bool {
    levels.number.is_own() && levels.name.is_near() && levels.birth.is_near()
}

/// A foreigner, who is not checked (letters 8938 and 1815): by nationality; without one, by a
/// passport and a name that no pattern of the country explains. Some passports are nine plain
/// digits, as old cards are; they count where nobody in the register has the number, nor either
/// end of the name as a surname (a slip in one syllable makes no foreigner).
fn is_exempt(view: &View<'_>, typed: &Standardised<'_>, owner: Option<Owner>) -> bool {
    if let Some(vietnamese) = typed.record.nationality.and_then(is_vietnamese) {
        return !vietnamese;
    }
    let passport = match typed.number.read {
        Ok(IdentityNumber::Passport(_)) => true,
        Ok(IdentityNumber::OldCard(_)) => owner.is_none() && !has_known_surname(view, typed),
        Ok(IdentityNumber::Personal(_)) | Err(_) => false,
    };
    passport && typed.origin() == Some(NameOrigin::Foreign)
}

fn has_known_surname(view: &View<'_>, typed: &Standardised<'_>) -> bool {
    let syllables = typed.name.as_ref().map_or(&[][..], |name| name.syllables());
    let ends = syllables.first().into_iter().chain(syllables.last());
    ends.into_iter()
        .any(|syllable| view.surname_count(*syllable) > 0)
}

/// The step of the ladder that the best candidate stands on.
fn reason(class: Class, best: Option<&Best>, linked: bool) -> Reason {
    let Some(best) = best else {
        return if class == Class::Unsendable {
            Reason::Unsendable
        } else {
            Reason::NotFound
        };
    };
    let levels = &best.scored.levels;
    let name_and_birth = levels.name <= NameLevel::Folded && levels.birth == BirthLevel::Equal;
    match (linked, levels.number) {
        (false, _) if class == Class::Unsendable => Reason::Unsendable,
        (false, _) if best.somebody < 0.5 => Reason::NotFound,
        (false, _) if name_and_birth => Reason::NameAndBirthDateSeveral,
        (false, _) => Reason::ProbabilisticSeveral,
        (true, NumberLevel::Equal) if class == Class::Verified => Reason::NumberEqual,
        (true, NumberLevel::Equal) => Reason::NumberEqualFieldsDiffer,
        (true, NumberLevel::OldEqual) if class == Class::Verified => Reason::OldNumberEqual,
        (true, NumberLevel::OldEqual) => Reason::OldNumberEqualFieldsDiffer,
        (true, NumberLevel::OneEdit)
            if levels.name <= NameLevel::Folded || levels.birth == BirthLevel::Equal =>
        {
            Reason::NumberOneEdit
        }
        (true, _) if name_and_birth => Reason::NameAndBirthDate,
        (true, _) => Reason::Probabilistic,
    }
}
