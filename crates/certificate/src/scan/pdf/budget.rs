//! What a file may cost.

use std::cell::Cell;

use super::fault::PdfFault;

/// Bytes read or inflated and points painted for one file: some seconds. A fuzzer, which counts each step,
/// takes ten times as long and is given less.
const MOST: usize = if cfg!(fuzzing) {
    50_000_000
} else {
    1_000_000_000
};
/// Bytes of values and paths that are held at one time. Beside them lie what is being unpacked and the page.
const MOST_ROOM: usize = 256 * 1024 * 1024;

/// What is left.
pub(super) struct Budget {
    work: Cell<usize>,
    room: Cell<usize>,
    /// Whether less was left than was asked for: then nothing more is had.
    is_spent: Cell<bool>,
}

impl Budget {
    pub(super) const fn of_a_file() -> Self {
        Self {
            work: Cell::new(MOST),
            room: Cell::new(MOST_ROOM),
            is_spent: Cell::new(false),
        }
    }

    /// Takes a cost off.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`] where less is left.
    pub(super) fn spend(&self, cost: usize) -> Result<(), PdfFault> {
        self.less(&self.work, cost)
    }

    /// Takes room for something that is held.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`] where less is left.
    pub(super) fn take(&self, room: usize) -> Result<(), PdfFault> {
        self.less(&self.room, room)
    }

    /// Gives back room that was taken and is held no more.
    pub(super) fn give_back(&self, room: usize) {
        self.room.set(self.room.get().saturating_add(room));
    }

    pub(super) fn left(&self) -> usize {
        self.work.get()
    }

    fn less(&self, of: &Cell<usize>, cost: usize) -> Result<(), PdfFault> {
        let left = of.get().checked_sub(cost);
        let left = left.filter(|_| !self.is_spent.get());
        self.is_spent.set(left.is_none());
        of.set(left.ok_or(PdfFault::TooLarge)?);
        Ok(())
    }
}
