//! What people did is sealed, and whoever changes it behind our back is found.

use khien_certificate::keys::{KeyFile, NoRandomBytes, PublicKey, RandomBytes, SigningKey};
use khien_registry::audit::{Break, Broken};
use khien_registry::person::{self, NewPerson};
use khien_registry::seal::{ChainError, SealError, seal_once, verify_chain};
use khien_registry::{NewIds as _, Registry};
use khien_store::{AuditRow, Moment, Store};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use std::sync::LazyLock;

use crate::support::{World, an, at, id, lan};

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

async fn seal(world: &World) -> usize {
    seal_once(&world.registry, &SEALER, at(NOON)).await.unwrap()
}

/// A world in which two people were entered and one was opened: three entries, sealed in two goes.
async fn sealed_world() -> World {
    let world = World::new().await;
    for (number, form) in [(10, an()), (11, lan())] {
        let new = NewPerson {
            id: id(number),
            form: &form,
            is_another: false,
        };
        person::register(&world.registry, &world.clerk(NOON), new)
            .await
            .unwrap();
    }
    assert_eq!(seal(&world).await, 2);
    person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    assert_eq!(seal(&world).await, 1);
    world
}

/// Changes the tables as somebody would who has the file.
async fn behind_our_back(world: &World, statements: &str) {
    let mut connection = SqliteConnection::connect(&world.path()).await.unwrap();
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

async fn broken(world: &World) -> Broken {
    match verify_chain(&world.registry, &trusted()).await {
        Err(ChainError::Broken(broken)) => broken,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_chain_is_whole_after_acts() {
    let world = sealed_world().await;
    let summary = verify_chain(&world.registry, &trusted()).await.unwrap();
    assert_eq!(
        (summary.entries, summary.checkpoints, summary.signed_to),
        (3, 2, 3)
    );
    assert_eq!(seal(&world).await, 0);
}

#[tokio::test]
async fn what_is_not_sealed_yet_breaks_nothing() {
    let world = sealed_world().await;
    person::read(&world.registry, &world.clerk(NOON), id(11))
        .await
        .unwrap();
    let summary = verify_chain(&world.registry, &trusted()).await.unwrap();
    assert_eq!(summary.entries, 3);
}

#[tokio::test]
async fn whoever_changes_the_tables_is_found_at_the_place() {
    for (statements, seq, what) in [
        (
            "UPDATE audit_entry SET act = 'person_find' WHERE act = 'person_read'",
            3,
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
            "UPDATE audit_link SET seq = 9 WHERE seq = 1;
             UPDATE audit_link SET seq = 1 WHERE seq = 2;
             UPDATE audit_link SET seq = 2 WHERE seq = 9",
            1,
            Break::OrderChanged,
        ),
        ("UPDATE audit_link SET seq = 0 WHERE seq = 1", 1, Break::OrderChanged),
        ("UPDATE audit_link SET hash = x'00' WHERE seq = 2", 2, Break::EntryChanged),
        (
            "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE seq = 3);
             DELETE FROM audit_link WHERE seq = 3",
            3,
            Break::TailCutOff,
        ),
        (
            "UPDATE audit_checkpoint SET signature = zeroblob(64) WHERE seq = 2",
            2,
            Break::CheckpointUntrusted,
        ),
        (
            "UPDATE audit_checkpoint SET seq = 1 WHERE seq = 2",
            1,
            Break::CheckpointUntrusted,
        ),
    ] {
        let world = sealed_world().await;
        behind_our_back(&world, statements).await;
        assert_eq!(broken(&world).await, Broken { seq, what }, "{statements}");
    }
}

#[tokio::test]
async fn an_entry_that_is_kept_from_the_sealer_is_found() {
    let world = sealed_world().await;
    person::read(&world.registry, &world.clerk(NOON), id(11))
        .await
        .unwrap();
    behind_our_back(&world, "DELETE FROM audit_unsealed").await;
    let verified = verify_chain(&world.registry, &trusted()).await;
    assert!(matches!(verified, Err(ChainError::Strays(1))));
}

#[tokio::test]
async fn a_stranger_cannot_seal_for_us() {
    let world = sealed_world().await;
    person::read(&world.registry, &world.clerk(NOON), id(11))
        .await
        .unwrap();
    seal_once(&world.registry, &STRANGER, at(NOON))
        .await
        .unwrap();
    let untrusted = Broken {
        seq: 4,
        what: Break::CheckpointUntrusted,
    };
    assert_eq!(broken(&world).await, untrusted);
}

#[tokio::test]
async fn nothing_is_sealed_onto_a_chain_whose_end_was_cut_off() {
    let world = sealed_world().await;
    behind_our_back(&world, "DELETE FROM audit_link WHERE seq = 3").await;
    person::read(&world.registry, &world.clerk(NOON), id(11))
        .await
        .unwrap();
    let sealed = seal_once(&world.registry, &SEALER, at(NOON)).await;
    assert!(matches!(sealed, Err(SealError::Torn)));
}

#[tokio::test]
async fn two_sealers_at_once_make_one_chain() {
    let world = World::new().await;
    let other = Store::open(&format!("sqlite:{}", world.path()))
        .await
        .unwrap();
    let other = Registry::new(other, world.register());
    for round in 0..5 {
        acts(&world, 40).await;
        let (mine, theirs) = tokio::join!(
            seal_once(&world.registry, &SEALER, at(NOON)),
            seal_once(&other, &SEALER, at(NOON)),
        );
        let sealed = |outcome| match outcome {
            Ok(sealed) => sealed,
            Err(SealError::Overtaken) => 0,
            Err(other) => panic!("{other}"),
        };
        assert_eq!(sealed(mine) + sealed(theirs), 40, "round {round}");
    }
    let summary = verify_chain(&world.registry, &trusted()).await.unwrap();
    assert_eq!((summary.entries, summary.signed_to), (200, 200));
}

#[tokio::test]
async fn a_chain_longer_than_a_page_is_verified_whole() {
    let world = World::new().await;
    acts(&world, 4_100).await;
    assert_eq!(seal(&world).await, 2_000);
    assert_eq!(seal(&world).await, 2_000);
    assert_eq!(seal(&world).await, 100);
    let summary = verify_chain(&world.registry, &trusted()).await.unwrap();
    assert_eq!((summary.entries, summary.checkpoints), (4_100, 3));
}

/// So many entries, as acts would leave them.
async fn acts(world: &World, count: usize) {
    let mut tx = world.registry.store().write().await.unwrap();
    for _ in 0..count {
        let row = AuditRow {
            id: world.ids.new_id(at(NOON)),
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
