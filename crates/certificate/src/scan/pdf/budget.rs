//! What a file may cost.

use std::cell::Cell;

use super::fault::PdfFault;

/// Bytes read or inflated and points painted for one file: some seconds.
const MOST: usize = 1_000_000_000;

/// What is left.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    pub(super) const fn of_a_file() -> Self {
        Self(Cell::new(MOST))
    }

    /// Takes a cost off.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`] where less is left.
    pub(super) fn spend(&self, cost: usize) -> Result<(), PdfFault> {
        let left = self.0.get().checked_sub(cost).ok_or(PdfFault::TooLarge)?;
        self.0.set(left);
        Ok(())
    }

    pub(super) fn left(&self) -> usize {
        self.0.get()
    }
}
