//! The page as it is looked at.

use super::Published;
use super::reasons::Outcome;
use super::view::{Checker, RuleShown, Shown};
use crate::forms::Fields;
use crate::layout::Visit;

pub(crate) fn ask(visit: &Visit) -> Checker {
    Checker::new(visit, &Published::nothing(), Fields::default(), None)
}

pub(crate) fn refused(visit: &Visit) -> Checker {
    let t = visit.texts();
    let result = Shown {
        given: true,
        outcome: Outcome::Refused,
        sentence: t.say("checker-reason-rules"),
        code: "rules-failed".to_owned(),
        name: "Nguyễn Bảo Duy".to_owned(),
        letters: "NGUYEN BAO DUY".to_owned(),
        born: "12/05/1987".to_owned(),
        proven: true,
        asked: "Viet Nam (VN) · 14/05/2022 20:47".to_owned(),
        rules: vec![RuleShown {
            outcome: "rule-failed".to_owned(),
            text: "The vaccination must be at least 14 days old. (VR-VN-0002)".to_owned(),
        }],
    };
    Checker::new(
        visit,
        &Published::nothing(),
        Fields::default(),
        Some(result),
    )
}
