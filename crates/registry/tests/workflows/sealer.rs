//! What people did is sealed, and whoever changes it behind our back is found.

use khien_certificate::keys::{KeyFile, NoRandomBytes, PublicKey, RandomBytes, SigningKey};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_registry::audit::{Break, Broken};
use khien_registry::journal::{
    JournalError, Question, chain_state, check_newest, of_subject, read as read_log,
};
use khien_registry::person::{self, NewPerson};
use khien_registry::seal::{ChainError, SealError, seal_once, verify_chain};
use khien_registry::{Actor, NewIds as _};
use khien_store::{AuditRow, Moment};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use std::sync::LazyLock;

use crate::office::{Office, at_station, on_any_thread};
use crate::support::{an, at, id, lan};

const NOON: &str = "2021-09-15T05:00:00Z";

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

async fn seal(office: &Office) -> usize {
    let sealed = seal_once(&office.registry, &SEALER, at(NOON));
    on_any_thread(sealed).await.unwrap()
}

/// The clerk of the station.
async fn clerk(office: &Office) -> Actor {
    Actor {
        account: office.id_of("clerk").await,
        assignments: vec![at_station(Role::Clerk)],
    }
}

async fn open(office: &Office, person: u128) {
    let clerk = clerk(office).await;
    let by = office.by(&clerk, NOON);
    person::read(&office.registry, &by, id(person))
        .await
        .unwrap();
}

/// An office with eight entries of its beginnings, in which two people were entered and one was
/// opened: eleven entries, sealed in two goes.
async fn sealed_office() -> Office {
    let office = Office::new().await;
    let clerk = clerk(&office).await;
    for (number, form) in [(10, an()), (11, lan())] {
        let new = NewPerson {
            id: id(number),
            form: &form,
            is_another: false,
        };
        person::register(&office.registry, &office.by(&clerk, NOON), new)
            .await
            .unwrap();
    }
    assert_eq!(seal(&office).await, 10);
    open(&office, 10).await;
    assert_eq!(seal(&office).await, 1);
    office
}

/// Changes the tables as somebody would who has the file.
async fn behind_our_back(office: &Office, statements: &str) {
    let mut connection = SqliteConnection::connect(&office.path()).await.unwrap();
    for statement in ["PRAGMA foreign_keys = OFF"]
        .into_iter()
        .chain(statements.split(';'))
    {
        sqlx::query(AssertSqlSafe(statement.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    connection.close().await.unwrap();
}

async fn broken(office: &Office) -> Broken {
    match verify_chain(&office.registry, &trusted()).await {
        Err(ChainError::Broken(broken)) => broken,
        other => panic!("{other:?}"),
    }
}

fn auditor(scope: Scope) -> Actor {
    Actor {
        account: id(0xA0),
        assignments: vec![Assignment::lasting(Role::Auditor, scope)],
    }
}

#[tokio::test]
async fn the_newest_links_are_read_again_by_the_auditor() {
    let office = sealed_office().await;
    let nation = auditor(Scope::Nation);
    let by = office.by(&nation, NOON);
    let state = chain_state(&office.registry, &by).await.unwrap();
    assert_eq!((state.linked, state.waiting), (11, 0));
    assert_eq!(state.signed, Some((11, at(NOON))));
    for (most, first) in [(100, 1), (11, 1), (3, 9)] {
        let whole = check_newest(&office.registry, &by, most).await.unwrap();
        assert_eq!(whole, Ok((first, 11)), "{most}");
    }
    let clerk = clerk(&office).await;
    let refused = check_newest(&office.registry, &office.by(&clerk, NOON), 3).await;
    assert!(matches!(refused, Err(JournalError::NotAllowed(_))));
    for (change, most, seq, what) in [
        (
            "UPDATE audit_checkpoint SET hash = zeroblob(32) WHERE seq = 11",
            3,
            11,
            Break::CheckpointDiffers,
        ),
        (
            "UPDATE audit_entry SET place = 'x' WHERE id = (SELECT entry_id FROM audit_link WHERE seq = 10)",
            3,
            10,
            Break::EntryChanged,
        ),
        (
            "DELETE FROM audit_link WHERE seq = 9",
            3,
            9,
            Break::EntryMissing,
        ),
        (
            "DELETE FROM audit_link WHERE seq = 2",
            100,
            2,
            Break::EntryMissing,
        ),
    ] {
        behind_our_back(&office, change).await;
        let found = check_newest(&office.registry, &by, most).await.unwrap();
        assert_eq!(found, Err(Broken { seq, what }), "{change}");
    }
}

#[tokio::test]
async fn an_auditor_of_a_province_reads_what_was_done_there() {
    let office = sealed_office().await;
    let question = Question {
        act: Some("person_read"),
        limit: 10,
        ..Question::default()
    };
    for (scope, count) in [
        (Scope::Nation, 1),
        (Scope::Province("34".to_owned()), 1),
        (Scope::Province("01".to_owned()), 0),
    ] {
        let actor = auditor(scope.clone());
        let by = office.by(&actor, NOON);
        let found = read_log(&office.registry, &by, question).await.unwrap();
        assert_eq!(found.entries.len(), count, "{scope}");
        let subject = id(10).to_string();
        let about = of_subject(&office.registry, &by, "person", &subject).await;
        assert_eq!(about.unwrap().len(), 2 * count, "{scope}");
    }
    let clerk = clerk(&office).await;
    let refused = read_log(&office.registry, &office.by(&clerk, NOON), question).await;
    assert!(matches!(refused, Err(JournalError::NotAllowed(_))));
}

#[tokio::test]
async fn the_chain_is_whole_after_acts() {
    let office = sealed_office().await;
    let summary = verify_chain(&office.registry, &trusted()).await.unwrap();
    assert_eq!(
        (summary.entries, summary.checkpoints, summary.signed_to),
        (11, 2, 11)
    );
    assert_eq!(seal(&office).await, 0);
}

#[tokio::test]
async fn what_is_not_sealed_yet_breaks_nothing() {
    let office = sealed_office().await;
    open(&office, 11).await;
    let summary = verify_chain(&office.registry, &trusted()).await.unwrap();
    assert_eq!(summary.entries, 11);
}

#[tokio::test]
async fn whoever_changes_the_tables_is_found_at_the_place() {
    for (statements, seq, what) in [
        (
            "UPDATE audit_entry SET act = 'person_find' WHERE act = 'person_read'",
            11,
            Break::EntryChanged,
        ),
        (
            "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE seq = 2)",
            2,
            Break::EntryMissing,
        ),
        (
            "DELETE FROM audit_link WHERE seq = 1",
            1,
            Break::EntryMissing,
        ),
        (
            "UPDATE audit_link SET seq = 99 WHERE seq = 1;
             UPDATE audit_link SET seq = 1 WHERE seq = 2;
             UPDATE audit_link SET seq = 2 WHERE seq = 99",
            1,
            Break::OrderChanged,
        ),
        (
            "UPDATE audit_link SET seq = 0 WHERE seq = 1",
            1,
            Break::OrderChanged,
        ),
        (
            "UPDATE audit_link SET hash = x'00' WHERE seq = 2",
            2,
            Break::EntryChanged,
        ),
        (
            "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE seq = 11);
             DELETE FROM audit_link WHERE seq = 11",
            11,
            Break::TailCutOff,
        ),
        (
            "UPDATE audit_checkpoint SET signature = zeroblob(64) WHERE seq = 10",
            10,
            Break::CheckpointUntrusted,
        ),
        (
            "UPDATE audit_checkpoint SET seq = 1 WHERE seq = 10",
            1,
            Break::CheckpointUntrusted,
        ),
    ] {
        let office = sealed_office().await;
        behind_our_back(&office, statements).await;
        assert_eq!(broken(&office).await, Broken { seq, what }, "{statements}");
    }
}

#[tokio::test]
async fn an_entry_that_is_kept_from_the_sealer_is_found() {
    let office = sealed_office().await;
    open(&office, 11).await;
    behind_our_back(&office, "DELETE FROM audit_unsealed").await;
    let verified = verify_chain(&office.registry, &trusted()).await;
    assert!(matches!(verified, Err(ChainError::Strays(1))));
}

#[tokio::test]
async fn a_stranger_cannot_seal_for_us() {
    let office = sealed_office().await;
    open(&office, 11).await;
    seal_once(&office.registry, &STRANGER, at(NOON))
        .await
        .unwrap();
    let untrusted = Broken {
        seq: 12,
        what: Break::CheckpointUntrusted,
    };
    assert_eq!(broken(&office).await, untrusted);
}

#[tokio::test]
async fn nothing_is_sealed_onto_a_chain_whose_end_was_cut_off() {
    let office = sealed_office().await;
    behind_our_back(&office, "DELETE FROM audit_link WHERE seq = 11").await;
    open(&office, 11).await;
    let sealed = seal_once(&office.registry, &SEALER, at(NOON)).await;
    assert!(matches!(sealed, Err(SealError::Torn)));
}

#[tokio::test]
async fn two_sealers_at_once_make_one_chain() {
    let office = Office::new().await;
    let other = office.opened_again().await;
    assert_eq!(seal(&office).await, 8);
    for round in 0..5 {
        acts(&office, 40).await;
        let (mine, theirs) = tokio::join!(
            seal_once(&office.registry, &SEALER, at(NOON)),
            seal_once(&other, &SEALER, at(NOON)),
        );
        let sealed = |outcome| match outcome {
            Ok(sealed) => sealed,
            Err(SealError::Overtaken) => 0,
            Err(other) => panic!("{other}"),
        };
        assert_eq!(sealed(mine) + sealed(theirs), 40, "round {round}");
    }
    let summary = verify_chain(&office.registry, &trusted()).await.unwrap();
    assert_eq!((summary.entries, summary.signed_to), (208, 208));
}

#[tokio::test]
async fn a_chain_longer_than_a_page_is_verified_whole() {
    let office = Office::new().await;
    acts(&office, 4_092).await;
    assert_eq!(seal(&office).await, 2_000);
    assert_eq!(seal(&office).await, 2_000);
    assert_eq!(seal(&office).await, 100);
    let summary = verify_chain(&office.registry, &trusted()).await.unwrap();
    assert_eq!((summary.entries, summary.checkpoints), (4_100, 3));
}

/// So many entries, as acts would leave them.
async fn acts(office: &Office, count: usize) {
    let mut tx = office.registry.store().write().await.unwrap();
    for _ in 0..count {
        let row = AuditRow {
            id: office.ids.new_id(at(NOON)),
            at: Moment(at(NOON)),
            actor: None,
            act: "person_read".to_owned(),
            subject_kind: "person".to_owned(),
            subject_id: id(10).to_string(),
            place: "34001".to_owned(),
            before: None,
            after: Some("{\"full_name\":\"Trần Văn An\"}".to_owned()),
            reason: None,
        };
        tx.insert_audit(&row).await.unwrap();
    }
    tx.commit().await.unwrap();
}
