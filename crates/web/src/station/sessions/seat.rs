//! A seat of the 30-minute watch.

use uuid::Uuid;

use crate::pieces::share;
use crate::texts::Texts;

/// Seconds that somebody is watched after a dose.
pub(crate) const WATCH: u64 = 30 * 60;

/// What the person said about the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SeatState {
    /// Nothing yet.
    NotSeen,
    /// All right.
    Right,
    /// Something is wrong: codes of the fields.
    Wrong(Vec<String>),
}

impl SeatState {
    /// From the fields that somebody refused; none if nothing was said.
    pub(crate) fn of(refused: Option<&str>) -> Self {
        match refused.map(str::trim) {
            None => SeatState::NotSeen,
            Some("") => SeatState::Right,
            Some(fields) => {
                SeatState::Wrong(fields.split_whitespace().map(str::to_owned).collect())
            }
        }
    }
}

/// Somebody who waits.
pub(crate) struct Seat {
    pub(crate) attendee: Uuid,
    pub(crate) name: String,
    /// Seconds until the person may go; 0 when done.
    pub(crate) left: u64,
    pub(crate) state: SeatState,
}

impl Seat {
    /// The code that the border hangs on.
    pub(crate) fn code(&self) -> &'static str {
        match (&self.state, self.left) {
            (SeatState::Wrong(_), _) => "wrong",
            (SeatState::Right, 0) => "done",
            _ => "ok",
        }
    }

    /// "04:20".
    pub(crate) fn clock(&self) -> String {
        format!("{:02}:{:02}", self.left / 60, self.left % 60)
    }

    /// Width of the bar.
    pub(crate) fn width(&self) -> String {
        share(WATCH.saturating_sub(self.left), WATCH)
    }

    /// "Báo sai ngày sinh".
    pub(crate) fn said(&self, t: &'static Texts) -> String {
        match &self.state {
            SeatState::NotSeen => t.say("seat-not-seen"),
            SeatState::Right if self.left == 0 => t.say("seat-done"),
            SeatState::Right => t.say("seat-right"),
            SeatState::Wrong(fields) => {
                let fields = fields.iter().map(|field| t.code("confirm-field", field));
                let fields = t.list(fields).to_lowercase();
                t.text("seat-wrong-of").set("fields", fields).to_string()
            }
        }
    }

    /// The drawing beside it; empty for none.
    pub(crate) fn icon(&self) -> &'static str {
        match self.state {
            SeatState::NotSeen => "",
            SeatState::Right => "i-check",
            SeatState::Wrong(_) => "i-cross",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_follows_from_the_refused_fields() {
        assert_eq!(SeatState::of(None), SeatState::NotSeen);
        assert_eq!(SeatState::of(Some("")), SeatState::Right);
        let wrong = vec!["sex".to_owned(), "phone".to_owned()];
        assert_eq!(SeatState::of(Some("sex phone")), SeatState::Wrong(wrong));
    }
}
