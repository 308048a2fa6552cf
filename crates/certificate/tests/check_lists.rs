//! Lists of revoked certificates that a verifier is given: what is not taken for a list, which replaces
//! which, and what is said where one is not there.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/card.rs"]
#[expect(dead_code, reason = "no directory is needed here")]
mod card;
#[path = "support/signers.rs"]
#[expect(dead_code, reason = "codes of one form are enough here")]
mod signers;

use khien_certificate::check::{Question, Revoked, Trusted, answer};
use khien_certificate::revocation::slices::{Terms, cut};
use khien_certificate::revocation::{
    Batch, BatchId, HashType, Index, RevocationFault, RevocationHash, RevocationSet,
};
use khien_certificate::rules::RuleSet;
use khien_certificate::shc::{KeySet, jwk_of, write_qr};
use serde_json::{Value, json};
use signers::{AT, UCI, code, gateway, key, time, vaccinated};

/// An index of one country and its slices; without entries it has no lists.
fn index_of(country: &str, revision: u64, ucis: &[&str]) -> (String, Vec<Vec<u8>>) {
    let mut set = RevocationSet::new();
    if !ucis.is_empty() {
        set.insert(Batch {
            id: BatchId::new("1").unwrap(),
            country: country.to_owned(),
            expires: time("2027-11-22T00:00:00Z"),
            kid: None,
            hash_type: HashType::Uci,
            entries: ucis.iter().map(|it| RevocationHash::of_uci(it)).collect(),
        })
        .unwrap();
    }
    let at = time("2026-11-01T00:00:00Z");
    let (index, slices) = cut(&set, &Terms::default(), revision, at);
    let slices = slices.into_iter().map(|it| it.bytes);
    (index.to_json(), slices.collect())
}

fn given(files: &[&[u8]]) -> Revoked {
    let mut revoked = Revoked::default();
    for file in files {
        revoked.add(file, &[]).unwrap();
    }
    revoked
}

fn reason(revoked: &Revoked) -> Option<String> {
    let signer = key("VN", &[]);
    let mut trusted = Trusted::default();
    trusted.add(&gateway(&[("VN", "DSC", &signer)])).unwrap();
    let question = Question {
        revoked: Some(revoked),
        ..Question::new(&trusted, time(AT))
    };
    answer(&[&code(&signer, &vaccinated(Some("VN")))], &question).reason
}

#[test]
fn what_is_no_list_is_not_taken_for_a_slice() {
    let mut revoked = Revoked::default();
    let cut_off: &[u8] = b"{\"country\": \"VN\", \"entries\": [{\"hash\": \"AAAA";
    for bytes in [cut_off, b"<!DOCTYPE html>", b"", &[0; 200], b"\x1f\x8b\x08"] {
        assert_eq!(revoked.add(bytes, &[]).unwrap_err().code(), "revoked-form");
    }
    assert!(revoked.lists().is_empty());
    assert_eq!(revoked.check_whole(), Ok(()));
}

#[test]
fn a_slice_that_no_index_names_is_refused_once_all_is_there() {
    let (index, slices) = index_of("VN", 1, &[UCI]);
    let mut revoked = given(&[&slices[0]]);
    let fault = revoked.check_whole().unwrap_err();
    assert_eq!(fault.code(), RevocationFault::SliceUnknown.code());
    revoked.add(index.as_bytes(), &[]).unwrap();
    assert_eq!(revoked.check_whole(), Ok(()));
    assert_eq!(reason(&revoked).as_deref(), Some("revoked"));
    // One of a replaced index is not for the new one, and nothing is missing.
    let (newer, _) = index_of("VN", 2, &[]);
    revoked.add(newer.as_bytes(), &[]).unwrap();
    assert_eq!(revoked.check_whole(), Ok(()));
}

#[test]
fn a_newer_index_without_lists_withdraws_what_the_older_one_names() {
    let (older, slices) = index_of("VN", 1, &[UCI]);
    let (newer, _) = index_of("VN", 2, &[]);
    let files: [&[u8]; 3] = [older.as_bytes(), newer.as_bytes(), &slices[0]];
    for order in [[0, 2, 1], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
        let revoked = given(&order.map(|it| files[it]));
        assert_eq!(reason(&revoked), None, "{order:?}");
    }
    // With a third country nobody can tell whose it is.
    let (other, _) = index_of("FR", 1, &["URN:UVCI:01:FR:1"]);
    let revoked = given(&[files[0], files[2], other.as_bytes(), files[1]]);
    assert_eq!(reason(&revoked).as_deref(), Some("revoked"));
}

#[test]
fn a_newer_index_replaces_every_older_one_of_its_countries() {
    let (vietnamese, slices) = index_of("VN", 1, &[UCI]);
    let (french, _) = index_of("FR", 1, &["URN:UVCI:01:FR:1"]);
    let mut both: Value = serde_json::from_str(&vietnamese).unwrap();
    let french: Value = serde_json::from_str(&french).unwrap();
    let mut of_france = french["lists"][0].clone();
    of_france["slices"] = json!([]);
    both["lists"][0]["slices"] = json!([]);
    both["lists"].as_array_mut().unwrap().push(of_france);
    both["revision"] = 2.into();
    let mut revoked = given(&[vietnamese.as_bytes(), french.to_string().as_bytes()]);
    revoked.add(&slices[0], &[]).unwrap();
    assert_eq!(revoked.missing(), 1);
    revoked.add(both.to_string().as_bytes(), &[]).unwrap();
    assert_eq!((revoked.missing(), reason(&revoked)), (0, None));
}

#[test]
fn two_lists_of_one_key_are_no_index() {
    let (index, _) = index_of("VN", 1, &[UCI]);
    let mut twice: Value = serde_json::from_str(&index).unwrap();
    let again = twice["lists"][0].clone();
    twice["lists"].as_array_mut().unwrap().push(again);
    let read = Index::from_json(twice.to_string().as_bytes());
    assert_eq!(read.unwrap_err(), RevocationFault::NotAnIndex);
}

#[test]
fn of_one_key_in_two_sets_the_larger_number_of_a_list_counts() {
    let set = |versions: &[Option<u64>]| {
        let keys = versions.iter().map(|it| jwk_of(card::KEY.public(), *it));
        let keys: Vec<Value> = keys.collect();
        KeySet::read(json!({"keys": keys}).to_string().as_bytes()).unwrap()
    };
    for versions in [[None, Some(3)], [Some(3), None], [Some(3), Some(2)]] {
        let mut added = set(&versions[..1]);
        added.extend(set(&versions[1..]));
        for keys in [added, set(&versions)] {
            let numbers: Vec<_> = keys.keys().iter().map(|it| it.crl_version).collect();
            assert_eq!(numbers, [Some(3)], "{versions:?}");
        }
    }
}

/// The sample card, of an issuer whose key announces a list or not.
fn asked(
    announced: Option<u64>,
    revoked: Option<&Revoked>,
    rules: Option<(&RuleSet, &str)>,
) -> Option<String> {
    let keys = json!({"keys": [jwk_of(card::KEY.public(), announced)]});
    let mut trusted = Trusted::default();
    let keys = keys.to_string();
    trusted.add_issuer(card::ISSUER, keys.as_bytes()).unwrap();
    let qr = write_qr(&card::sign(&card::draft())).unwrap();
    let question = Question {
        revoked,
        rules,
        ..Question::new(&trusted, card::time("2022-06-01T00:00:00Z"))
    };
    answer(&[&qr], &question).reason
}

#[test]
fn a_card_whose_key_announces_a_list_that_is_not_there_is_not_accepted() {
    let list = json!({"kid": "another", "method": "rid", "ctr": 1, "rids": []});
    let revoked = given(&[list.to_string().as_bytes()]);
    let told = asked(Some(5), Some(&revoked), None);
    assert_eq!(told.as_deref(), Some("revocation-unknown"));
    // It announces none, or nobody asked.
    assert_eq!(asked(None, Some(&revoked), None), None);
    assert_eq!(asked(Some(5), None, None), None);
}

#[test]
fn rules_are_written_for_no_card() {
    let rules = include_bytes!("../../../fixtures/checker/rules.json");
    let rules = RuleSet::read(rules).unwrap();
    let told = asked(None, None, Some((&rules, "VN")));
    assert_eq!(told.as_deref(), Some("rules-none"));
}
