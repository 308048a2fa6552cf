//! Step 0 of the ladder: one record, parsed and made comparable.

use std::cell::OnceCell;

use khien_domain::{
    BirthDate, DateFault, IdentityFault, IdentityNumber, NameOrigin, Note, Notes, PersonName,
    Record, Sex, SexCoding,
};
use xxhash_rust::xxh3::xxh3_64;

use crate::birth_key::BirthKey;
use crate::commune;
use crate::index::{PopulationIndex, RARE_SYLLABLE, View};
use crate::syllable::{Heard, Sound, sound};

/// Most syllables of a name that are compared.
pub(crate) const MOST_SYLLABLES: usize = 8;

/// A record whose fields were read, with the numbers that the index knows them by.
pub(crate) struct Standardised<'r> {
    pub(crate) record: &'r Record<'r>,
    pub(crate) number: NumberRead,
    pub(crate) name: Option<NameRead>,
    pub(crate) birth: Option<BirthRead>,
    pub(crate) sex: Option<Sex>,
    pub(crate) commune: Option<CommuneRead>,
    /// Everything that the parsers repaired or noticed.
    pub(crate) notes: Notes,
}

/// The identity number as it was read.
#[derive(Clone, Copy)]
pub(crate) struct NumberRead {
    /// The number, or why there is none.
    pub(crate) read: Result<IdentityNumber, IdentityFault>,
    /// A leading zero was restored: a candidate until another field confirms it.
    pub(crate) lost_zero: bool,
}

/// The name as it was read.
pub(crate) struct NameRead {
    pub(crate) name: PersonName,
    pub(crate) canonical_hash: u64,
    /// The folded name in the register, if anybody has it.
    pub(crate) fold: Option<u32>,
    syllables: [u16; MOST_SYLLABLES],
    /// Where each syllable ends in the folded name.
    ends: [usize; MOST_SYLLABLES],
    len: usize,
    /// Sounds of the syllables, made when they are first compared.
    sounds: OnceCell<[Sound; MOST_SYLLABLES]>,
}

impl NameRead {
    /// Numbers of the folded syllables; [`RARE_SYLLABLE`] for one that no registered name has.
    pub(crate) fn syllables(&self) -> &[u16] {
        &self.syllables[..self.len]
    }

    /// Text of a folded syllable.
    pub(crate) fn syllable_text(&self, position: usize) -> &str {
        let start = position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] + 1);
        self.name
            .folded()
            .get(start..self.ends[position])
            .unwrap_or("")
    }

    /// Text and sound of a folded syllable.
    pub(crate) fn heard(&self, position: usize) -> Heard<'_> {
        let sounds = self.sounds.get_or_init(|| {
            std::array::from_fn(|at| {
                if at < self.len {
                    sound(self.syllable_text(at))
                } else {
                    Sound::default()
                }
            })
        });
        Heard {
            text: self.syllable_text(position),
            sound: sounds[position],
        }
    }
}

/// The birth date as it was read.
#[derive(Clone, Copy)]
pub(crate) struct BirthRead {
    pub(crate) date: BirthDate,
    pub(crate) key: BirthKey,
}

/// The commune as it was read.
#[derive(Clone, Copy)]
pub(crate) struct CommuneRead {
    /// Five-digit code as a number.
    pub(crate) code: u32,
    /// Its position in the index, if anybody in the register lives there.
    pub(crate) position: Option<u16>,
    /// District code as a number, 0 where unknown.
    pub(crate) district: u32,
}

impl<'r> Standardised<'r> {
    /// Reads every field of a record. Faults are kept, never thrown.
    pub(crate) fn new(index: &PopulationIndex, view: &View<'_>, record: &'r Record<'r>) -> Self {
        let mut notes = Notes::EMPTY;
        let number = match IdentityNumber::parse(record.id_number) {
            Ok(read) => {
                notes = notes.union(read.notes);
                NumberRead {
                    read: Ok(read.value),
                    lost_zero: read.notes.has(Note::LostZero),
                }
            }
            Err(fault) => NumberRead {
                read: Err(fault),
                lost_zero: false,
            },
        };
        Self {
            record,
            number,
            name: read_name(index, view, record.full_name, &mut notes),
            birth: read_birth(record.date_of_birth, &mut notes).ok(),
            sex: Sex::parse(record.sex, SexCoding::Template)
                .ok()
                .map(|read| read.value),
            commune: read_commune(view, record.commune_code),
            notes,
        }
    }

    /// A restored leading zero is only a candidate: it stands where somebody has that number, or
    /// where sex and birth year are those of the number; else what was typed is malformed.
    pub(crate) fn settle_candidate_number(&mut self, is_somebodys: bool) {
        if !self.number.lost_zero || is_somebodys {
            return;
        }
        let year = self.birth.map(|birth| birth.date.year());
        let fault = match self.number.read {
            Ok(IdentityNumber::Personal(number)) if number.agrees_with(self.sex, year) => return,
            Ok(IdentityNumber::Personal(_)) => IdentityFault::ElevenDigits,
            Ok(IdentityNumber::OldCard(_)) => IdentityFault::EightDigits,
            Ok(IdentityNumber::Passport(_)) | Err(_) => return,
        };
        self.number.read = Err(fault);
    }

    /// Whether a mandatory field beside the number is missing or unreadable (letter 9438).
    pub(crate) fn is_unsendable(&self) -> bool {
        self.name.is_none() || self.birth.is_none() || self.sex.is_none()
    }

    pub(crate) fn origin(&self) -> Option<NameOrigin> {
        self.name.as_ref().map(|name| name.name.origin())
    }
}

fn read_name(
    index: &PopulationIndex,
    view: &View<'_>,
    raw: &str,
    notes: &mut Notes,
) -> Option<NameRead> {
    let read = PersonName::parse(raw).ok()?;
    *notes = notes.union(read.notes);
    let name = read.value;
    let fold = view.names.find_fold(name.folded());
    let mut syllables = [RARE_SYLLABLE; MOST_SYLLABLES];
    let mut ends = [0; MOST_SYLLABLES];
    let (mut len, mut end) = (0, 0);
    for text in name.folded().split(' ').take(MOST_SYLLABLES) {
        syllables[len] = index.syllable(text).unwrap_or(RARE_SYLLABLE);
        end += text.len();
        ends[len] = end;
        end += 1;
        len += 1;
    }
    let canonical_hash = xxh3_64(name.canonical().as_bytes());
    let sounds = OnceCell::new();
    Some(NameRead {
        name,
        canonical_hash,
        fold,
        syllables,
        ends,
        len,
        sounds,
    })
}

fn read_birth(raw: &str, notes: &mut Notes) -> Result<BirthRead, DateFault> {
    let read = BirthDate::parse(raw)?;
    *notes = notes.union(read.notes);
    let key = BirthKey::new(read.value).ok_or(DateFault::OutOfRange)?;
    Ok(BirthRead {
        date: read.value,
        key,
    })
}

fn read_commune(view: &View<'_>, raw: &str) -> Option<CommuneRead> {
    let code = commune::code_number(raw)?;
    let position = view.commune_position(code);
    let district = match position {
        Some(position) => view.district(position),
        None => commune::district_number(code),
    };
    Some(CommuneRead {
        code,
        position,
        district,
    })
}
