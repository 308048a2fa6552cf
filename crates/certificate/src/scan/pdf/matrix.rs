//! Where things lie on a page (section 8.3.3).

use super::object::Object;

/// `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) c: f64,
    pub(super) d: f64,
    pub(super) e: f64,
    pub(super) f: f64,
}

impl Matrix {
    /// Six numbers.
    pub(super) fn of(numbers: &[Object]) -> Option<Self> {
        let mut numbers = numbers.iter().map(Object::number);
        let mut next = || numbers.next().flatten();
        Some(Self {
            a: next()?,
            b: next()?,
            c: next()?,
            d: next()?,
            e: next()?,
            f: next()?,
        })
    }

    /// First this, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        Self {
            a: self.a * other.a + self.b * other.c,
            b: self.a * other.b + self.b * other.d,
            c: self.c * other.a + self.d * other.c,
            d: self.c * other.b + self.d * other.d,
            e: self.e * other.a + self.f * other.c + other.e,
            f: self.e * other.b + self.f * other.d + other.f,
        }
    }

    pub(super) fn applied(self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.a * x + self.c * y + self.e,
            self.b * x + self.d * y + self.f,
        )
    }

    /// How much longer lines become, on the whole.
    pub(super) fn scale(self) -> f64 {
        (self.a * self.d - self.b * self.c).abs().sqrt()
    }

    /// The way back; nothing where everything lies on one line.
    pub(super) fn inverse(self) -> Option<Self> {
        let area = self.a * self.d - self.b * self.c;
        let back = Self {
            a: self.d / area,
            b: -self.b / area,
            c: -self.c / area,
            d: self.a / area,
            e: (self.c * self.f - self.d * self.e) / area,
            f: (self.b * self.e - self.a * self.f) / area,
        };
        let all = [back.a, back.b, back.c, back.d, back.e, back.f];
        all.iter().all(|number| number.is_finite()).then_some(back)
    }
}
