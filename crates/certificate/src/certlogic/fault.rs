//! Why an expression has no value.

use std::fmt;

use thiserror::Error;

/// What went wrong, without any value of the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Reason {
    /// A condition is neither true nor false in the sense of `CertLogic`: a time, or a number that
    /// is no integer.
    #[error("a condition is neither true nor false")]
    NeitherTrueNorFalse,
    /// `in` looks into something that is no list.
    #[error("the right side of \"in\" is no list")]
    NotInList,
    /// `reduce` goes over something that is neither a list nor nothing.
    #[error("\"reduce\" goes over something that is no list")]
    NotAList,
    /// An integer is needed.
    #[error("an integer is needed")]
    NotAnInteger,
    /// A time is needed, as `plusTime` and `dccDateOfBirth` make it.
    #[error("a time is needed")]
    NotATime,
    /// A text is needed.
    #[error("a text is needed")]
    NotText,
    /// The text is no date or time of an allowed form, or of no calendar day.
    #[error("the text is no date or time of an allowed form")]
    NotADate,
    /// A sum or a time beyond what can be counted.
    #[error("a sum or a time is out of range")]
    OutOfRange,
    /// Lists made by the expression that lie deeper in each other than any rule needs.
    #[error("values lie too deep in each other")]
    TooDeep,
    /// More steps than any rule needs.
    #[error("the evaluation takes too many steps")]
    TooManySteps,
}

impl Reason {
    /// The stable code of the reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NeitherTrueNorFalse => "neither-true-nor-false",
            Self::NotInList => "in-without-list",
            Self::NotAList => "reduce-without-list",
            Self::NotAnInteger => "not-an-integer",
            Self::NotATime => "not-a-time",
            Self::NotText => "not-text",
            Self::NotADate => "not-a-date",
            Self::OutOfRange => "out-of-range",
            Self::TooDeep => "values-too-deep",
            Self::TooManySteps => "too-many-steps",
        }
    }
}

/// One step into an expression, from outside to inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    operator: &'static str,
    operand: usize,
}

/// An evaluation that went wrong: why, and where in the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    reason: Reason,
    /// The innermost step first, for it is known first.
    steps: Vec<Step>,
}

impl Fault {
    /// What went wrong.
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }

    /// The operand that went wrong, from the whole expression inwards: `if[1].not-before[0]`.
    /// Empty where it is the whole expression.
    pub fn place(&self) -> String {
        let steps = self.steps.iter().rev();
        let steps = steps.map(|step| format!("{}[{}]", step.operator, step.operand));
        steps.collect::<Vec<_>>().join(".")
    }

    /// The same fault, seen from the operation around it.
    pub(super) fn inside(mut self, operator: &'static str, operand: usize) -> Self {
        self.steps.push(Step { operator, operand });
        self
    }
}

impl From<Reason> for Fault {
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            steps: Vec::new(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reason)?;
        if self.steps.is_empty() {
            return Ok(());
        }
        write!(f, " at {}", self.place())
    }
}

impl std::error::Error for Fault {}
