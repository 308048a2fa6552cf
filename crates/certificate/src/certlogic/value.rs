//! Values while an expression is evaluated.

use std::rc::Rc;

use serde_json::{Map, Number, Value};

use super::access::{Fragment, follow};
use super::evaluate::Work;
use super::fault::{Fault, Reason};
use super::instant::Instant;
use super::parse::DEEPEST;

/// A value that an expression is evaluated over, without copying what it is made of: JSON as it
/// lies, or an object put together from pieces (the certificate here, the value sets there).
#[derive(Clone)]
pub enum Operand<'a> {
    /// JSON, borrowed.
    Json(&'a Value),
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A text.
    Text(&'a str),
    /// A moment; JSON has none.
    Time(Instant),
    /// A list made by the expression.
    List(List<'a>),
    /// An object put together from named pieces.
    Object(&'a [(&'a str, Operand<'a>)]),
    /// What the function of `reduce` sees: `current` and `accumulator`.
    Fold(Fold<'a>),
}

/// A list made by the expression; shared, for a rule may put one into another over and over.
#[derive(Clone)]
pub struct List<'a> {
    items: Rc<[Operand<'a>]>,
    depth: usize,
}

/// The two names that the function of `reduce` sees; shared like a list.
#[derive(Clone)]
pub struct Fold<'a> {
    /// `current`, then `accumulator`.
    both: Rc<[Operand<'a>; 2]>,
    depth: usize,
}

const NOTHING: Operand<'_> = Operand::Json(&Value::Null);

/// A value as the operators see it, wherever it came from.
enum Seen<'v> {
    Null,
    Boolean(bool),
    Integer(i64),
    OtherNumber,
    Text(&'v str),
    Time(Instant),
    Length(usize),
}

impl<'a> Operand<'a> {
    pub(super) const fn nothing() -> Self {
        NOTHING
    }

    /// A list. What is made of values lies one deeper than the deepest of them: comparing, writing and even
    /// forgetting it goes as deep on the stack.
    pub(super) fn list(items: Vec<Self>) -> Result<Self, Reason> {
        let depth = above(&items)?;
        let items = items.into();
        Ok(Self::List(List { items, depth }))
    }

    /// What the function of `reduce` sees.
    pub(super) fn fold(current: Self, accumulator: Self) -> Result<Self, Reason> {
        let both = [current, accumulator];
        let depth = above(&both)?;
        let both = Rc::new(both);
        Ok(Self::Fold(Fold { both, depth }))
    }

    /// How many values that the expression made lie in each other.
    const fn depth(&self) -> usize {
        match self {
            Self::List(list) => list.depth,
            Self::Fold(fold) => fold.depth,
            _ => 0,
        }
    }

    fn seen(&self) -> Seen<'_> {
        match self {
            Self::Json(value) => match value {
                Value::Null => Seen::Null,
                Value::Bool(value) => Seen::Boolean(*value),
                Value::Number(number) => integer(number).map_or(Seen::OtherNumber, Seen::Integer),
                Value::String(text) => Seen::Text(text),
                Value::Array(items) => Seen::Length(items.len()),
                Value::Object(fields) => Seen::Length(fields.len()),
            },
            Self::Boolean(value) => Seen::Boolean(*value),
            Self::Integer(value) => Seen::Integer(*value),
            Self::Text(text) => Seen::Text(text),
            Self::Time(time) => Seen::Time(*time),
            Self::List(list) => Seen::Length(list.items.len()),
            Self::Object(fields) => Seen::Length(fields.len()),
            Self::Fold(_) => Seen::Length(2),
        }
    }

    /// Whether the value counts as true; some count as neither.
    pub(super) fn truth(&self) -> Result<bool, Reason> {
        match self.seen() {
            Seen::Null => Ok(false),
            Seen::Boolean(value) => Ok(value),
            Seen::Integer(value) => Ok(value != 0),
            Seen::Text(text) => Ok(!text.is_empty()),
            Seen::Length(length) => Ok(length > 0),
            Seen::OtherNumber | Seen::Time(_) => Err(Reason::NeitherTrueNorFalse),
        }
    }

    pub(super) fn integer(&self) -> Result<i64, Reason> {
        match self.seen() {
            Seen::Integer(value) => Ok(value),
            _ => Err(Reason::NotAnInteger),
        }
    }

    pub(super) fn time(&self) -> Result<Instant, Reason> {
        match self.seen() {
            Seen::Time(time) => Ok(time),
            _ => Err(Reason::NotATime),
        }
    }

    pub(super) fn text(&self) -> Result<&str, Reason> {
        self.text_or_nothing()?.ok_or(Reason::NotText)
    }

    /// A text, or null.
    pub(super) fn text_or_nothing(&self) -> Result<Option<&str>, Reason> {
        match self.seen() {
            Seen::Text(text) => Ok(Some(text)),
            Seen::Null => Ok(None),
            _ => Err(Reason::NotText),
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.seen(), Seen::Null)
    }

    /// The members of a list.
    pub(super) fn items(&self) -> Option<Items<'_, 'a>> {
        match self {
            Self::Json(Value::Array(items)) => Some(Items::Json(items.iter())),
            Self::List(list) => Some(Items::Made(list.items.iter())),
            _ => None,
        }
    }

    /// What stands at the end of the path, null where nothing does.
    pub(super) fn at(&self, steps: &[Fragment]) -> Self {
        let Some((step, further)) = steps.split_first() else {
            return self.clone();
        };
        let next = match self {
            Self::Json(value) => return follow(steps, value).map_or(NOTHING, Operand::Json),
            Self::List(list) => step.index.and_then(|index| list.items.get(index)),
            Self::Object(fields) => {
                let field = fields.iter().find(|(name, _)| *name == &*step.name);
                field.map(|(_, value)| value)
            }
            Self::Fold(fold) => match &*step.name {
                "current" => fold.both.first(),
                "accumulator" => fold.both.last(),
                _ => None,
            },
            _ => None,
        };
        next.map_or(NOTHING, |next| next.at(further))
    }

    /// Equality without conversion: kinds differ, or values are compared. Lists and objects are
    /// equal where all of their members are.
    pub(super) fn equals(&self, other: &Self, work: &mut Work) -> Result<bool, Fault> {
        work.step()?;
        if let (Some(ours), Some(theirs)) = (self.items(), other.items()) {
            return lists_equal(ours, theirs, work);
        }
        match (self.seen(), other.seen()) {
            (Seen::Null, Seen::Null) => Ok(true),
            (Seen::Boolean(ours), Seen::Boolean(theirs)) => Ok(ours == theirs),
            (Seen::Integer(ours), Seen::Integer(theirs)) => Ok(ours == theirs),
            (Seen::Text(ours), Seen::Text(theirs)) => {
                work.over(ours.len().min(theirs.len()))?;
                Ok(ours == theirs)
            }
            (Seen::Time(ours), Seen::Time(theirs)) => Ok(ours == theirs),
            (Seen::OtherNumber, Seen::OtherNumber) | (Seen::Length(_), Seen::Length(_)) => {
                Ok(self.to_json(work)? == other.to_json(work)?)
            }
            _ => Ok(false),
        }
    }

    /// The value as JSON; a time becomes the text that JavaScript makes of it.
    pub(super) fn to_json(&self, work: &mut Work) -> Result<Value, Fault> {
        work.step()?;
        Ok(match self {
            Self::Json(value) => {
                weigh(value, work)?;
                (*value).clone()
            }
            Self::Boolean(value) => Value::Bool(*value),
            Self::Integer(value) => Value::from(*value),
            Self::Text(text) => {
                work.over(text.len())?;
                Value::from(*text)
            }
            Self::Time(time) => Value::from(time.to_string()),
            Self::List(list) => {
                let items = list.items.iter().map(|item| item.to_json(work));
                Value::Array(items.collect::<Result<_, _>>()?)
            }
            Self::Object(fields) => {
                let mut object = Map::new();
                for (name, value) in *fields {
                    object.insert((*name).to_owned(), value.to_json(work)?);
                }
                Value::Object(object)
            }
            Self::Fold(fold) => {
                let mut object = Map::new();
                for (name, value) in ["current", "accumulator"].into_iter().zip(&*fold.both) {
                    object.insert(name.to_owned(), value.to_json(work)?);
                }
                Value::Object(object)
            }
        })
    }
}

/// The depth of what is made of values.
fn above(values: &[Operand<'_>]) -> Result<usize, Reason> {
    let deepest = values.iter().map(Operand::depth).max();
    let depth = deepest.map_or(1, |deepest| deepest + 1);
    (depth <= DEEPEST).then_some(depth).ok_or(Reason::TooDeep)
}

/// Takes the steps that a copy of a value costs.
fn weigh(value: &Value, work: &mut Work) -> Result<(), Fault> {
    match value {
        Value::Array(items) => {
            work.over(items.len())?;
            items.iter().try_for_each(|item| weigh(item, work))
        }
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            work.over(name.len())?;
            work.step()?;
            weigh(value, work)
        }),
        Value::String(text) => work.over(text.len()),
        _ => Ok(()),
    }
}

/// The members of a list, wherever it came from.
pub(super) enum Items<'v, 'a> {
    Json(std::slice::Iter<'a, Value>),
    Made(std::slice::Iter<'v, Operand<'a>>),
}

impl<'a> Iterator for Items<'_, 'a> {
    type Item = Operand<'a>;

    fn next(&mut self) -> Option<Operand<'a>> {
        match self {
            Self::Json(items) => items.next().map(Operand::Json),
            Self::Made(items) => items.next().cloned(),
        }
    }
}

fn lists_equal<'a>(
    mut ours: Items<'_, 'a>,
    mut theirs: Items<'_, 'a>,
    work: &mut Work,
) -> Result<bool, Fault> {
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return Ok(true),
            (Some(ours), Some(theirs)) if ours.equals(&theirs, work)? => {}
            _ => return Ok(false),
        }
    }
}

/// The integer that a number of JSON is; `1.0` is one, as in JavaScript.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "only whole numbers that a double holds exactly are converted"
)]
pub(super) fn integer(number: &Number) -> Option<i64> {
    /// Up to here every whole number is a double of its own.
    const EXACT: f64 = (1_i64 << 53) as f64;
    number.as_i64().or_else(|| {
        let double = number.as_f64()?;
        (double.fract().abs() < f64::MIN_POSITIVE && double.abs() <= EXACT).then_some(double as i64)
    })
}
