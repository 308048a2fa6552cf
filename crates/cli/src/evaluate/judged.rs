//! The verdict of a run as an evaluation reads it back.

use khien_domain::{Band, Class, FieldState, IdState};

/// One line of `verdicts.parquet`.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What the record was said to be worth.
    pub class: Class,
    /// Band of the proposal.
    pub band: Band,
    /// Stated probability of the proposal, 0 to 1.
    pub probability: f64,
    /// Key of the proposed person; `None` without proposal, or without `--reveal`.
    pub key: Option<String>,
    /// State of the number.
    pub id: Option<IdState>,
    /// State of the name.
    pub name: Option<FieldState>,
    /// State of the date of birth.
    pub date_of_birth: Option<FieldState>,
    /// State of the sex.
    pub sex: Option<FieldState>,
}

impl Judged {
    /// The proposed key if the band is at least this sure.
    pub fn proposed(&self, review_too: bool) -> Option<&str> {
        match self.band {
            Band::Automatic => self.key.as_deref(),
            Band::Review if review_too => self.key.as_deref(),
            Band::Review | Band::None => None,
        }
    }
}
