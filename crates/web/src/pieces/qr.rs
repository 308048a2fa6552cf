//! A QR code as a drawing inside the page: no file, no request, sharp on paper.

use std::fmt::{self, Write};

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode as Squares};

use super::prints_itself;

/// Empty squares that a reader needs on each side.
const QUIET: usize = 4;

/// The code, black on white in both themes. Whoever cannot scan finds the same in words beside it,
/// so it is hidden from readers by ear.
pub(crate) struct QrCode {
    side: usize,
    path: String,
}

impl QrCode {
    /// The code of a short text; nothing is drawn for one that is too long (2 kB).
    pub(crate) fn of(text: &str) -> Self {
        let Ok(squares) = Squares::with_error_correction_level(text, EcLevel::M) else {
            let path = String::new();
            return Self { side: 1, path };
        };
        let width = squares.width();
        let mut path = String::new();
        let colors = squares.to_colors();
        for (y, row) in colors.chunks(width).enumerate() {
            let mut x = 0;
            while x < width {
                let dark = |at: usize| row.get(at) == Some(&Color::Dark);
                let run = (x..width).take_while(|at| dark(*at)).count();
                if run > 0 {
                    // Writing into text does not fail.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run + 1;
            }
        }
        let side = width + 2 * QUIET;
        Self { side, path }
    }
}

impl fmt::Display for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { side, path } = self;
        write!(
            f,
            r##"<svg viewBox="0 0 {side} {side}" aria-hidden="true" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{path}"/></svg>"##
        )
    }
}

prints_itself! { QrCode }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_square_is_drawn_once() {
        let text = "https://khien.example/slip#7KQF2-9DXW4";
        let drawn = QrCode::of(text);
        let squares = Squares::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = squares
            .to_colors()
            .iter()
            .filter(|it| **it == Color::Dark)
            .count();
        let runs = drawn.path.split('h').skip(1).step_by(2);
        let area: usize = runs
            .map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(area, dark);
        assert_eq!(drawn.side, squares.width() + 8);
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert!(QrCode::of(&"x".repeat(5000)).path.is_empty());
    }
}
