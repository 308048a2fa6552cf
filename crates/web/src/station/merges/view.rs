//! What the pages of joining and parting show.

use jiff::civil::DateTime;
use uuid::Uuid;

use crate::page::page;
use crate::station::people::PersonLine;
use crate::station::person::DoseLine;

/// People who may be the same as one.
pub(crate) struct Twins {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) typed: String,
    pub(crate) people: Vec<PersonLine>,
}

/// One of the two records.
pub(crate) struct Side {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// The version that the clerk sees.
    pub(crate) version: i64,
}

/// A field of both.
pub(crate) struct Compared {
    /// A key of the family `field-`.
    pub(crate) field: String,
    pub(crate) survivors: String,
    pub(crate) losers: String,
}

impl Compared {
    /// Whether both say something, and not the same.
    pub(crate) fn differs(&self) -> bool {
        let given = !self.survivors.is_empty() && !self.losers.is_empty();
        given && self.survivors != self.losers
    }

    /// Whether the record that stays takes it over.
    pub(crate) fn is_filled(&self) -> bool {
        self.survivors.is_empty() && !self.losers.is_empty()
    }
}

/// A dose of one of the two.
pub(crate) struct MergeDose {
    pub(crate) line: DoseLine,
    /// Whether it is of the record that stays.
    pub(crate) is_survivors: bool,
    /// The choice it belongs to, where the other record has the dose with another lot or place.
    pub(crate) choice: Option<Uuid>,
    /// Entered in both alike: it will count once.
    pub(crate) is_twin: bool,
}

/// The two beside each other.
pub(crate) struct Merge {
    /// Of the merge: sent twice, it joins once.
    pub(crate) id: Uuid,
    pub(crate) survivor: Side,
    pub(crate) loser: Side,
    pub(crate) fields: Vec<Compared>,
    pub(crate) doses: Vec<MergeDose>,
    /// The doses of the record that stays, of which somebody has to say which entry is right.
    pub(crate) choices: Vec<Uuid>,
    pub(crate) reason: String,
    /// Why they were not joined: a key; empty before an attempt.
    pub(crate) fault: &'static str,
}

/// A dose that was recorded since the merge.
pub(crate) struct Since {
    pub(crate) line: DoseLine,
}

/// A merge, and the way back.
pub(crate) struct Split {
    pub(crate) merge: Uuid,
    pub(crate) survivor: Side,
    pub(crate) loser: Side,
    pub(crate) who: String,
    pub(crate) when: DateTime,
    /// Why they were joined.
    pub(crate) because: String,
    pub(crate) since: Vec<Since>,
    /// Taken back already.
    pub(crate) is_parted: bool,
    pub(crate) reason: String,
    pub(crate) fault: &'static str,
}

page!(TwinsPage, "station/merges/find.html", Twins);
page!(MergePage, "station/merges/merge.html", Merge);
page!(SplitPage, "station/merges/split.html", Split);
