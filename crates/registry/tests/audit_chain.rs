//! Whatever is changed in a sealed chain is found, and named at the right place.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use jiff::Timestamp;
use khien_certificate::keys::{
    KeyFile, NoRandomBytes, PublicKey, RandomBytes, Signature, SigningKey,
};
use khien_registry::audit::{
    AuditEntry, Break, Broken, Checkpoint, Hash, SealedEntry, Summary, Verifier, link, verify,
};
use proptest::prelude::*;
use uuid::Uuid;

struct Repeated(u8);

impl RandomBytes for Repeated {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(self.0);
        Ok(())
    }
}

fn key(seed: u8) -> SigningKey {
    let file = KeyFile::create("a passphrase of tests", &Repeated(seed)).unwrap();
    KeyFile::open(file.as_bytes(), "a passphrase of tests").unwrap()
}

static SEALER: LazyLock<SigningKey> = LazyLock::new(|| key(1));
static STRANGER: LazyLock<SigningKey> = LazyLock::new(|| key(2));

fn trusted() -> Vec<PublicKey> {
    vec![SEALER.public().clone()]
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_630_000_000 + second).unwrap()
}

fn entry(number: u8) -> AuditEntry {
    let odd = number % 2 == 1;
    AuditEntry {
        id: Uuid::from_u128(u128::from(number)),
        at: at(i64::from(number)),
        actor: odd.then(|| Uuid::from_u128(7)),
        act: "person.correct".to_owned(),
        subject_kind: "person".to_owned(),
        subject_id: format!("{}", number / 3),
        place: "12688".to_owned(),
        before: odd.then(|| "Nguyễn Văn An".to_owned()),
        after: Some("Nguyễn Văn Ân".to_owned()),
        reason: (!odd).then(|| "sai dấu".to_owned()),
    }
}

/// Seals entries again from `from`, as somebody who controls the database could.
fn reseal(chain: &mut [SealedEntry], from: usize) {
    let mut previous = match from {
        0 => Hash::GENESIS,
        _ => chain[from - 1].hash,
    };
    for (at, sealed) in chain.iter_mut().enumerate().skip(from) {
        sealed.seq = i64::try_from(at).unwrap() + 1;
        sealed.hash = link(&previous, &sealed.entry);
        previous = sealed.hash;
    }
}

fn chain(length: u8) -> Vec<SealedEntry> {
    let mut chain: Vec<_> = (1..=length)
        .map(|number| SealedEntry {
            seq: 0,
            hash: Hash::GENESIS,
            entry: entry(number),
        })
        .collect();
    reseal(&mut chain, 0);
    chain
}

fn checkpoint_at(sealed: &SealedEntry) -> Checkpoint {
    Checkpoint::sign(sealed.seq, sealed.hash, at(1000 + sealed.seq), &SEALER).unwrap()
}

/// A checkpoint at every third entry and at the last.
fn checkpoints(chain: &[SealedEntry]) -> Vec<Checkpoint> {
    let last = chain.len();
    let covered =
        |sealed: &&SealedEntry| sealed.seq % 3 == 0 || sealed.seq == i64::try_from(last).unwrap();
    chain.iter().filter(covered).map(checkpoint_at).collect()
}

fn broken(chain: &[SealedEntry], checkpoints: &[Checkpoint]) -> Broken {
    let result = verify(chain.to_vec(), checkpoints.to_vec(), &trusted());
    result.unwrap_err()
}

fn break_at(seq: i64, what: Break) -> Broken {
    Broken { seq, what }
}

#[test]
fn the_form_of_version_1_never_changes() {
    let entry = AuditEntry {
        id: Uuid::from_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10),
        at: Timestamp::from_microsecond(1_630_000_000_123_456).unwrap(),
        actor: None,
        act: "a".to_owned(),
        subject_kind: String::new(),
        subject_id: "é".to_owned(),
        place: "p".to_owned(),
        before: None,
        after: Some(String::new()),
        reason: Some("r".to_owned()),
    };
    let mut expected = b"khien audit entry\x01".to_vec();
    expected.extend(1..=16);
    expected.extend([0x00, 0x05, 0xca, 0x79, 0xf2, 0xfd, 0xc2, 0x40]);
    expected.push(0);
    expected.extend(b"\0\0\0\0\0\0\0\x01a\0\0\0\0\0\0\0\0");
    expected.extend(b"\0\0\0\0\0\0\0\x02\xc3\xa9\0\0\0\0\0\0\0\x01p");
    expected.extend(b"\0\x01\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x01r");
    assert_eq!(entry.canonical_bytes(), expected);
    assert_eq!(
        link(&Hash::GENESIS, &entry).to_string(),
        "dc5a46d61952dddec92572c77735322429b9d426f1a8a2492d4b971dd46c0b51"
    );
}

#[test]
fn a_whole_chain_holds() {
    let chain = chain(8);
    let summary = verify(chain.clone(), checkpoints(&chain), &trusted());
    let expected = Summary {
        entries: 8,
        head: chain[7].hash,
        checkpoints: 3,
        signed_to: 8,
    };
    assert_eq!(summary, Ok(expected));
    let unsigned = verify(chain.clone(), [checkpoint_at(&chain[2])], &trusted());
    assert_eq!(unsigned.unwrap().signed_to, 3);
    assert_eq!(verify([], [], &[]).unwrap().entries, 0);
}

#[test]
fn entries_can_be_read_in_pages() {
    let chain = chain(8);
    let trusted = trusted();
    let mut verifier = Verifier::new(&trusted);
    for page in chain.chunks(3) {
        for sealed in page {
            verifier.add_checkpoint(checkpoint_at(sealed));
        }
        for sealed in page {
            verifier.read(sealed);
        }
        assert!(!verifier.is_broken());
    }
    assert_eq!(verifier.finish().unwrap().checkpoints, 8);
}

#[test]
fn each_field_of_an_entry_is_sealed() {
    let whole = chain(5);
    let changes: [fn(&mut AuditEntry); 14] = [
        |entry| entry.id = Uuid::from_u128(99),
        |entry| entry.at = at(99),
        |entry| entry.actor = None,
        |entry| entry.actor = Some(Uuid::from_u128(8)),
        |entry| entry.act.push(' '),
        |entry| entry.subject_kind.clear(),
        |entry| entry.subject_id.push('0'),
        |entry| entry.place.push('0'),
        |entry| entry.before = None,
        |entry| entry.before = Some(String::new()),
        |entry| entry.after = None,
        |entry| entry.reason = Some(String::new()),
        // The same letters, distributed otherwise over two fields.
        |entry| entry.act.push_str(&std::mem::take(&mut entry.subject_kind)),
        |entry| std::mem::swap(&mut entry.before, &mut entry.reason),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut chain = whole.clone();
        change(&mut chain[2].entry);
        let expected = break_at(3, Break::EntryChanged);
        assert_eq!(
            broken(&chain, &checkpoints(&whole)),
            expected,
            "change {number}"
        );
    }
}

#[test]
fn a_chain_made_anew_differs_from_the_next_checkpoint() {
    let whole = chain(8);
    let mut chain = whole.clone();
    chain[3].entry.after = None;
    reseal(&mut chain, 3);
    let expected = break_at(6, Break::CheckpointDiffers);
    assert_eq!(broken(&chain, &checkpoints(&whole)), expected);
    assert!(
        verify(chain, [], &trusted()).is_ok(),
        "only signatures show it"
    );
}

#[test]
fn checkpoints_of_strangers_and_changed_ones_are_not_trusted() {
    let chain = chain(4);
    let by_stranger = Checkpoint::sign(3, chain[2].hash, at(0), &STRANGER).unwrap();
    let mut under_the_name = by_stranger;
    under_the_name.key_id = SEALER.key_id();
    let mut later = checkpoint_at(&chain[2]);
    later.at = at(5);
    let mut unsigned = checkpoint_at(&chain[2]);
    unsigned.signature = Signature::from_bytes([0; 64]);
    for checkpoint in [by_stranger, under_the_name, later, unsigned] {
        let expected = break_at(3, Break::CheckpointUntrusted);
        assert_eq!(broken(&chain, &[checkpoint]), expected);
    }
    let mut ahead = checkpoint_at(&chain[3]);
    ahead.seq = 9;
    assert_eq!(
        broken(&chain, &[ahead]),
        break_at(9, Break::CheckpointUntrusted)
    );
    ahead.seq = -1;
    assert_eq!(
        broken(&chain, &[ahead]),
        break_at(-1, Break::CheckpointUntrusted)
    );
}

#[test]
fn the_first_of_several_breaks_is_named() {
    let whole = chain(9);
    let mut chain = whole.clone();
    chain[6].entry.after = None;
    chain.remove(4);
    let mut signed = checkpoints(&whole);
    signed[2].signature = Signature::from_bytes([1; 64]);
    assert_eq!(broken(&chain, &signed), break_at(5, Break::EntryMissing));
    signed[0].signature = Signature::from_bytes([1; 64]);
    assert_eq!(
        broken(&chain, &signed),
        break_at(3, Break::CheckpointUntrusted)
    );
}

#[test]
fn printed_entries_and_breaks_hold_nothing_personal() {
    assert!(!format!("{:?}", chain(3)).contains("Nguyễn"));
    assert_eq!(
        break_at(5, Break::EntryMissing).to_string(),
        "the audit chain breaks at entry 5: it is missing"
    );
}

fn number(at: usize) -> i64 {
    i64::try_from(at).unwrap() + 1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_changed_text_is_found_where_it_is(length in 1_u8..12, at: prop::sample::Index, text in ".*") {
        let whole = chain(length);
        let at = at.index(whole.len());
        prop_assume!(whole[at].entry.after.as_ref() != Some(&text));
        let mut chain = whole.clone();
        chain[at].entry.after = Some(text);
        prop_assert_eq!(broken(&chain, &checkpoints(&whole)), break_at(number(at), Break::EntryChanged));
    }

    #[test]
    fn any_changed_link_is_found_where_it_is(length in 1_u8..12, at: prop::sample::Index, bit in 0_usize..256) {
        let mut chain = chain(length);
        let signed = checkpoints(&chain);
        let at = at.index(chain.len());
        let mut hash = *chain[at].hash.as_bytes();
        hash[bit / 8] ^= 1 << (bit % 8);
        chain[at].hash = Hash::from_bytes(hash);
        prop_assert_eq!(broken(&chain, &signed), break_at(number(at), Break::EntryChanged));
    }

    #[test]
    fn any_removed_run_is_found_where_it_began(length in 2_u8..12, ends: [prop::sample::Index; 2]) {
        let mut chain = chain(length);
        let signed = checkpoints(&chain);
        let ends = ends.map(|end| end.index(chain.len()));
        let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let what = if last + 1 == chain.len() { Break::TailCutOff } else { Break::EntryMissing };
        chain.drain(first..=last);
        prop_assert_eq!(broken(&chain, &signed), break_at(number(first), what));
    }

    #[test]
    fn a_removal_that_is_closed_up_is_found_where_it_was(length in 2_u8..12, at: prop::sample::Index) {
        let mut chain = chain(length);
        let signed = checkpoints(&chain);
        let at = at.index(chain.len() - 1);
        chain.remove(at);
        for sealed in &mut chain[at..] {
            sealed.seq -= 1;
        }
        prop_assert_eq!(broken(&chain, &signed), break_at(number(at), Break::EntryChanged));
    }

    #[test]
    fn any_exchange_is_found_at_the_earlier_place(length in 2_u8..12, ends: [prop::sample::Index; 2], with_links: bool) {
        let mut chain = chain(length);
        let signed = checkpoints(&chain);
        let ends = ends.map(|end| end.index(chain.len()));
        let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        prop_assume!(first != last);
        chain.swap(first, last);
        for at in [first, last] {
            chain[at].seq = number(at);
        }
        if !with_links {
            let link = chain[first].hash;
            chain[first].hash = chain[last].hash;
            chain[last].hash = link;
        }
        prop_assert_eq!(broken(&chain, &signed), break_at(number(first), Break::OrderChanged));
    }

    #[test]
    fn rows_read_in_any_other_order_are_out_of_order(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
        let chain = chain(8);
        let shuffled: Vec<_> = order.iter().map(|at| chain[*at].clone()).collect();
        let first = order.iter().enumerate().find(|(place, at)| place != *at);
        prop_assume!(first.is_some());
        let place = first.unwrap().0;
        prop_assert_eq!(broken(&shuffled, &checkpoints(&chain)), break_at(number(place), Break::OrderChanged));
    }

    #[test]
    fn an_inserted_entry_is_found_where_it_was_put(length in 1_u8..12, at: prop::sample::Index, forged in 100_u8..) {
        let mut chain = chain(length);
        let signed = checkpoints(&chain);
        let at = at.index(chain.len());
        chain.insert(at, SealedEntry { seq: 0, hash: Hash::GENESIS, entry: entry(forged) });
        for (place, sealed) in chain.iter_mut().enumerate() {
            sealed.seq = number(place);
        }
        // The entry that belongs here now stands one further on.
        prop_assert_eq!(broken(&chain, &signed), break_at(number(at), Break::OrderChanged));
    }
}
