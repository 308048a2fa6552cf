//! Reading the audit: what was done, by whom, where; and how far the chain over it holds.
//!
//! A look is bounded: it goes through the last hundred thousand entries before its beginning at
//! most and says where to go on. Who may see which entry is decided entry by entry, by its place.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use khien_domain::AdminTree;
use khien_domain::rights::{Act, Place, Scope, scopes};
use khien_store::{AuditFilter, AuditRow, Moment, StoreError, Tx};
use uuid::Uuid;

use crate::audit::{Break, Broken, Hash, link};
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility};
use crate::seal::rows;
use crate::written::{Written, write};

/// Entries that one look goes through at most.
const WINDOW: i64 = 100_000;
/// Most entries about one thing that are shown.
const MOST_OF_ONE: i64 = 200;
/// Links that are read at a time.
const PAGE: i64 = 2_000;

/// Why nothing was shown.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which entries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// Those before this one; nothing for the newest.
    pub before: Option<Uuid>,
    /// Of one act, by its code.
    pub act: Option<&'a str>,
    /// By one account.
    pub actor: Option<Uuid>,
    /// On one kind of thing.
    pub kind: Option<&'a str>,
    /// At one unit or facility, by its code.
    pub place: Option<&'a str>,
    /// Of one day in Viet Nam.
    pub day: Option<Date>,
    /// Most that are wanted.
    pub limit: i64,
}

/// Entries, the newest first.
#[derive(Default)]
pub struct Journal {
    /// The entries.
    pub entries: Vec<AuditRow>,
    /// Before which entry the next look begins; nothing at the end.
    pub next: Option<Uuid>,
    /// Up to when was looked, where more may follow.
    pub until: Option<Timestamp>,
}

/// Entries that fit. The look itself is noted where it begins.
///
/// # Errors
/// See [`JournalError`].
pub async fn read(
    registry: &Registry,
    by: &By<'_>,
    question: Question<'_>,
) -> Result<Journal, JournalError> {
    let mut tx = registry.store.write().await?;
    let all = sees(by)?;
    let (from, until) = question.day.map_or(ALWAYS, of_day);
    let start = question.before.unwrap_or_else(|| first_id_at(until));
    let filter = AuditFilter {
        before: start,
        window: WINDOW,
        act: question.act,
        actor: question.actor,
        kind: question.kind,
        place: question.place,
        from: Moment(from),
        until: Moment(until),
        limit: question.limit,
    };
    let entries = tx.audit_log(&filter).await?;
    let is_full = i64::try_from(entries.len()) == Ok(question.limit);
    let end = if is_full {
        entries.last().map(|row| (row.id, row.at))
    } else {
        tx.audit_log_end(start, WINDOW).await?
    };
    let end = end.filter(|(_, at)| at.0 >= from);
    let journal = Journal {
        entries: seen(&mut tx, by, all, entries).await?,
        next: end.map(|(id, _)| id),
        until: end.map(|(_, at)| at.0),
    };
    if question.before.is_none() {
        note(&mut tx, by, String::new()).await?;
    }
    tx.commit().await?;
    Ok(journal)
}

/// What was done to one thing and who looked at it, the newest first. The look is noted.
///
/// # Errors
/// See [`JournalError`].
pub async fn of_subject(
    registry: &Registry,
    by: &By<'_>,
    kind: &str,
    subject: &str,
) -> Result<Vec<AuditRow>, JournalError> {
    let mut tx = registry.store.write().await?;
    let all = sees(by)?;
    let entries = tx.audit_of(kind, subject, MOST_OF_ONE).await?;
    let entries = seen(&mut tx, by, all, entries).await?;
    note(&mut tx, by, subject.to_owned()).await?;
    tx.commit().await?;
    Ok(entries)
}

/// From 1970 to the year 9000: both databases know these moments.
const ALWAYS: (Timestamp, Timestamp) = (
    Timestamp::UNIX_EPOCH,
    Timestamp::constant(221_845_392_000, 0),
);

/// From midnight to midnight in Viet Nam.
fn of_day(day: Date) -> (Timestamp, Timestamp) {
    let zone = TimeZone::fixed(Offset::constant(7));
    let midnight = |day: Date| zone.to_timestamp(day.at(0, 0, 0, 0)).ok();
    let begin = midnight(day).unwrap_or(ALWAYS.0);
    let end = day.tomorrow().ok().and_then(midnight);
    (begin.max(ALWAYS.0), end.unwrap_or(ALWAYS.1).min(ALWAYS.1))
}

/// The lowest id of version 7 that an entry of this moment can have.
fn first_id_at(moment: Timestamp) -> Uuid {
    let milliseconds = u128::try_from(moment.as_millisecond()).unwrap_or(0);
    let milliseconds = milliseconds.min((1 << 48) - 1);
    if moment >= ALWAYS.1 {
        return Uuid::max();
    }
    Uuid::from_u128(milliseconds << 80)
}

/// Whether the reader sees entries of every place; else each is asked for.
fn sees(by: &By<'_>) -> Result<bool, NotAllowed> {
    let mut held = scopes(&by.actor.assignments, Act::AuditRead, by.at).peekable();
    held.peek().ok_or(NotAllowed(Act::AuditRead))?;
    Ok(held.any(|scope| *scope == Scope::Nation))
}

async fn seen(
    tx: &mut Tx,
    by: &By<'_>,
    all: bool,
    entries: Vec<AuditRow>,
) -> Result<Vec<AuditRow>, StoreError> {
    if all {
        return Ok(entries);
    }
    let mut seen = Vec::new();
    let mut known: Vec<(String, bool)> = Vec::new();
    for row in entries {
        let asked = known.iter().find(|(place, _)| *place == row.place);
        let may = if let Some((_, may)) = asked {
            *may
        } else {
            let place = place_of(tx, by, &row.place).await?;
            let may = by.need(Act::AuditRead, &place).is_ok();
            known.push((row.place.clone(), may));
            may
        };
        if may {
            seen.push(row);
        }
    }
    Ok(seen)
}

/// The place that an entry names: a facility, else a unit of the state, else the nation.
async fn place_of(tx: &mut Tx, by: &By<'_>, code: &str) -> Result<Place, StoreError> {
    if let Some(place) = place_of_facility(tx, by, code).await? {
        return Ok(place);
    }
    let unit = Place::of_unit(AdminTree::national(), code, by.today());
    Ok(unit.unwrap_or_else(Place::nation))
}

async fn note(tx: &mut Tx, by: &By<'_>, subject: String) -> Result<(), StoreError> {
    let written = Written {
        act: Act::AuditRead.code(),
        kind: "audit",
        subject,
        before: None,
        after: None,
        reason: None,
    };
    write(tx, by, written).await
}

/// How far the chain has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainState {
    /// Number of the last link; 0 where there is none.
    pub linked: i64,
    /// Number of the last link that a checkpoint signs, and when that was.
    pub signed: Option<(i64, Timestamp)>,
    /// Entries that wait for the sealer, [`MOST_WAITING`] at most.
    pub waiting: usize,
}

/// Waiting entries are counted up to this many.
pub const MOST_WAITING: i64 = 1_000;

/// How far the chain has come, without verifying it.
///
/// # Errors
/// See [`JournalError`].
pub async fn chain_state(registry: &Registry, by: &By<'_>) -> Result<ChainState, JournalError> {
    sees(by)?;
    let mut tx = registry.store.read().await?;
    let end = tx.chain_end().await?;
    let signed = match end.signed {
        Some((seq, _)) => {
            let rows = tx.checkpoints(seq - 1, seq).await?;
            rows.first().map(|row| (row.seq, row.at.0))
        }
        None => None,
    };
    Ok(ChainState {
        linked: end.linked.map_or(0, |(seq, _)| seq),
        signed,
        waiting: tx.unsealed(MOST_WAITING).await?.len(),
    })
}

/// Reads the newest links again, so many at most, and recomputes each from its entry and the one
/// before; checkpoints on the way have to name the same links. Whose signature they bear is for
/// [`verify_chain`](crate::seal::verify_chain), which has the keys. Answers the first and the last
/// number that was read, or the first broken link.
///
/// # Errors
/// See [`JournalError`].
pub async fn check_newest(
    registry: &Registry,
    by: &By<'_>,
    most: i64,
) -> Result<Result<(i64, i64), Broken>, JournalError> {
    by.need(Act::AuditVerify, &Place::nation())?;
    let mut tx = registry.store.read().await?;
    let last = tx.chain_end().await?.linked.map_or(0, |(seq, _)| seq);
    let first = (last - most + 1).max(1);
    let mut head = Hash::GENESIS;
    if first > 1 {
        let before = tx.audit_chain(first - 2, 1).await?;
        match before.first().filter(|row| row.seq == first - 1) {
            Some(row) => head = rows::hash(&row.hash),
            None => return Ok(Err(broken(first - 1, Break::EntryMissing))),
        }
    }
    let mut next = first;
    while next <= last {
        let page = tx.audit_chain(next - 1, PAGE).await?;
        let end = page.last().map_or(last, |row| row.seq);
        let mut signed = tx.checkpoints(next - 1, end).await?.into_iter().peekable();
        if page.is_empty() {
            return Ok(Err(broken(next, Break::EntryMissing)));
        }
        for row in page {
            let sealed = rows::sealed(row);
            if sealed.seq != next {
                return Ok(Err(broken(next, Break::EntryMissing)));
            }
            if link(&head, &sealed.entry) != sealed.hash {
                return Ok(Err(broken(next, Break::EntryChanged)));
            }
            head = sealed.hash;
            if let Some(checkpoint) = signed.next_if(|row| row.seq == next)
                && rows::hash(&checkpoint.hash) != head
            {
                return Ok(Err(broken(next, Break::CheckpointDiffers)));
            }
            next += 1;
        }
    }
    Ok(Ok((first, last)))
}

fn broken(seq: i64, what: Break) -> Broken {
    Broken { seq, what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_the_day_of_viet_nam_and_ids_follow_the_time() {
        let (from, until) = of_day(date(2022, 5, 14));
        assert_eq!(from.to_string(), "2022-05-13T17:00:00Z");
        assert_eq!(until.to_string(), "2022-05-14T17:00:00Z");
        assert!(first_id_at(from) < first_id_at(until));
        assert_eq!(first_id_at(ALWAYS.1), Uuid::max());
        let id = "0180bff4-8e80-7000-8000-000000000000"
            .parse::<Uuid>()
            .unwrap();
        assert!(first_id_at("2022-05-13T17:00:00Z".parse().unwrap()) <= id);
    }
}
