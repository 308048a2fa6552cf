//! `khien policy`: what holds, since when, and setting it on somebody's word.

use assert_cmd::Command;
use khien_domain::rights::{Role, Scope};
use khien_store::{AssignmentRow, Store};
use tempfile::TempDir;
use uuid::Uuid;

fn khien(arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("khien")
        .unwrap()
        .env("LANG", "C")
        .args(arguments)
        .assert()
}

fn printed(ran: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&ran.get_output().stdout).into_owned()
}

/// A new registry whose one account, `cntt`, is the ministry's department's besides.
fn registry(folder: &TempDir) -> String {
    let database = format!("sqlite:{}", folder.path().join("registry.db").display());
    khien(&["migrate", "--database", &database]).success();
    let first = ["account", "first", "--login", "cntt", "--name", "Minh"];
    khien(&[&first[..], &["--database", &database]].concat()).success();
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(give_the_right(&database));
    database
}

async fn give_the_right(database: &str) {
    let store = Store::open(database).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let account = tx.account_by_login("cntt").await.unwrap().unwrap();
    let row = AssignmentRow {
        id: Uuid::from_u128(7),
        account_id: account.id,
        role: Role::PreventiveMedicine.code().to_owned(),
        scope_kind: Scope::Nation.kind().code().to_owned(),
        scope_code: Scope::Nation.code(),
        until: None,
    };
    tx.insert_assignment(&row).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

/// The value of a policy on a day, and where it was set.
fn holds(database: &str, name: &str, on: &str) -> (String, String) {
    let show = ["policy", "show", "--json", "--on", on, "--database"];
    let shown = printed(&khien(&[&show[..], &[database]].concat()).success());
    let shown: Vec<serde_json::Value> = serde_json::from_str(&shown).unwrap();
    let one = shown.iter().find(|it| it["name"] == name).unwrap();
    let text = |field: &str| one[field].as_str().unwrap().to_owned();
    (text("value"), text("set_in"))
}

fn set(database: &str, words: [&str; 5]) -> assert_cmd::assert::Assert {
    let [name, value, from, reason, by] = words;
    khien(&[
        "policy",
        "set",
        name,
        value,
        "--database",
        database,
        "--from",
        from,
        "--reason",
        reason,
        "--by",
        by,
    ])
}

#[test]
fn a_policy_holds_from_the_day_on_which_it_is_set_to() {
    let folder = tempfile::tempdir().unwrap();
    let database = registry(&folder);
    let before = holds(&database, "observation_minutes", "2022-06-01");
    assert_eq!(before, ("30".to_owned(), "program".to_owned()));
    let done = set(
        &database,
        [
            "observation_minutes",
            "15",
            "2022-07-01",
            "công văn 1",
            "cntt",
        ],
    );
    let said = printed(&done.success());
    assert!(
        said.contains("observation_minutes") && said.contains("2022-07-01"),
        "{said}"
    );
    assert_eq!(
        holds(&database, "observation_minutes", "2022-06-30"),
        before
    );
    assert_eq!(
        holds(&database, "observation_minutes", "2022-07-01"),
        ("15".to_owned(), "registry".to_owned())
    );
}

#[test]
fn what_is_no_policy_has_no_reason_or_nobodys_word_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = registry(&folder);
    for (words, status) in [
        (["observation_hours", "1", "2022-07-01", "x", "cntt"], 2),
        (
            ["observation_minutes", "soon", "2022-07-01", "x", "cntt"],
            2,
        ),
        (["observation_minutes", "15", "2022-07-01", " ", "cntt"], 2),
        (
            ["observation_minutes", "15", "2022-07-01", "x", "nobody"],
            1,
        ),
    ] {
        let refused = set(&database, words).code(status);
        let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert_eq!(told.lines().count(), 1, "{told}");
    }
    assert_eq!(
        holds(&database, "observation_minutes", "2022-07-01"),
        ("30".to_owned(), "program".to_owned())
    );
}
