//! Why an invented nation could not be made.

use std::path::PathBuf;

/// A plan that cannot be carried out, or a file that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynthError {
    /// The plan asks for no people, or for more than the numbers can tell apart.
    #[error("people: {asked} asked, 1 to {most} can be made")]
    People {
        /// How many were asked for.
        asked: u64,
        /// The most that this crate makes.
        most: u64,
    },
    /// Too many people share a year of birth: six serial digits would not tell them apart.
    #[error("people: {asked} born in so few years would run out of identity numbers")]
    TooDense {
        /// How many people were asked for.
        asked: u64,
    },
    /// The plan asks for more records than this crate makes.
    #[error("records: {asked} asked, at most {most} can be made")]
    Records {
        /// How many were asked for.
        asked: u64,
        /// The most that this crate makes.
        most: u64,
    },
    /// Birth years are not a year or two years with a dash, or lie outside the age pyramid.
    #[error("birth years {given:?}: expected A-B with {first} ≤ A ≤ B ≤ {last}")]
    BirthYears {
        /// What was given.
        given: String,
        /// The earliest year of the age pyramid.
        first: i16,
        /// The latest year of the age pyramid.
        last: i16,
    },
    /// No scenario has this name.
    #[error("scenario {given:?} is not known; known are {known}")]
    Scenario {
        /// What was given.
        given: String,
        /// The names that are known.
        known: String,
    },
    /// A folder or file could not be made.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A Parquet file could not be written.
    #[error("{}: {source}", path.display())]
    Parquet {
        /// Which one.
        path: PathBuf,
        /// What the writer said.
        source: parquet::errors::ParquetError,
    },
    /// The caller asked to stop.
    #[error("stopped before the files were whole")]
    Stopped,
}
