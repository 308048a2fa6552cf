//! A file is uploaded, read, reviewed, mended, applied, undone.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use khien_domain::ImportRowKind::{self, Change, Conflict, Duplicate, Error, New};
use khien_registry::import::{
    self, ApplyError, MendError, NewImport, Review, ReviewError, UndoError, UploadError,
};
use khien_registry::job::run_one;
use khien_registry::person::{self, NewPerson};

use crate::support::{FACTORY, HOSPITAL, STATION, World, an, at, id};

const NOON: &str = "2021-12-15T05:00:00Z";
const HEADER: &str = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                      Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n";

/// Rows that each do something else.
fn file() -> String {
    let rows = [
        // new: verified by the register
        "1,Trần Văn An,05/08/1960,Nam,034060001234,0912345678,12688,1,Cơ bản,Comirnaty,FK0112,01/08/2021,34001",
        // new: the next dose of the same person
        "2,Trần Văn An,05/08/1960,Nam,034060001234,0912345678,12688,2,Cơ bản,Comirnaty,FK0113,25/08/2021,34001",
        // new: no number
        "3,Phạm Thị Lan,10/02/1965,Nữ,,,12688,1,Cơ bản,Comirnaty,FK0112,01/08/2021,34001",
        // error: no such product
        "4,Lê Văn Bình,01/02/1970,Nam,034070009999,,12688,1,Cơ bản,Nước muối,FK0112,01/08/2021,34001",
        // conflict: An's number, another name and birth date
        "5,Đỗ Thị Cúc,01/03/1980,Nữ,034060001234,,12688,1,Cơ bản,Comirnaty,FK0112,02/08/2021,34001",
        // conflict: eleven days after the first dose
        "6,Vũ Thị Dung,01/03/1985,Nữ,034185000001,,12688,1,Cơ bản,Comirnaty,FK0112,20/12/2021,34001",
    ];
    format!("{HEADER}{}\n", rows.join("\n"))
}

async fn upload(world: &World, number: u128, bytes: &[u8]) -> Result<(), UploadError> {
    let new = NewImport {
        id: id(number),
        facility: STATION,
        file_name: "../danh sách.csv",
        bytes,
    };
    import::upload(&world.registry, &world.clerk(NOON), new).await
}

async fn work(world: &World) {
    let now = || at(NOON);
    while run_one(&world.registry, &world.ids, &now).await.unwrap() {}
}

async fn review(world: &World, number: u128, kind: Option<ImportRowKind>) -> Review {
    import::review(
        &world.registry,
        &world.clerk(NOON),
        id(number),
        kind,
        ("", 0),
    )
    .await
    .unwrap()
}

fn kinds(review: &Review) -> Vec<(i64, ImportRowKind)> {
    review.rows.iter().map(|row| (row.line, row.kind)).collect()
}

async fn counted(world: &World) -> (i64, i64) {
    let mut tx = world.registry.store().read().await.unwrap();
    (
        tx.count_total().await.unwrap(),
        tx.recount_total().await.unwrap(),
    )
}

/// An is known before the file comes.
async fn world_with_an() -> World {
    let world = World::new().await;
    let new = NewPerson {
        id: id(10),
        form: &an(),
        is_another: false,
    };
    person::register(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
    world
}

#[tokio::test]
async fn every_row_is_shown_with_what_it_would_change_and_its_verdict() {
    let world = world_with_an().await;
    upload(&world, 100, file().as_bytes()).await.unwrap();
    work(&world).await;
    let shown = review(&world, 100, None).await;
    assert_eq!(shown.import.state, "parsed");
    assert_eq!(shown.import.file_name, "danh sách.csv");
    assert_eq!(
        kinds(&shown),
        [
            (2, New),
            (3, New),
            (4, New),
            (5, Error),
            (6, Conflict),
            (7, Conflict)
        ]
    );
    assert_eq!(shown.rows[0].verdict.as_deref(), Some("verified"));
    assert_eq!(shown.rows[2].verdict.as_deref(), Some("no_number"));
    assert_eq!(shown.rows[4].reasons, ["number_of_another"]);
    assert!(shown.rows[3].reasons[0].starts_with("dose1.product:"));
    assert_eq!(shown.rows[5].reasons, ["dose1.in_future"]);
    assert_eq!(
        counted(&world).await,
        (0, 0),
        "nothing is written before it is applied"
    );
}

#[tokio::test]
async fn applying_writes_what_is_new_and_again_changes_nothing() {
    let world = world_with_an().await;
    upload(&world, 100, file().as_bytes()).await.unwrap();
    work(&world).await;
    for _ in 0..2 {
        import::apply(&world.registry, &world.clerk(NOON), id(100))
            .await
            .unwrap();
        work(&world).await;
        assert_eq!(counted(&world).await, (3, 3));
    }
    let shown = review(&world, 100, None).await;
    assert_eq!(shown.import.state, "applied");
    let applied: Vec<_> = shown.rows.iter().map(|row| row.is_applied).collect();
    assert_eq!(applied, [true, true, true, false, false, false]);
    let doses = world
        .registry
        .store()
        .read()
        .await
        .unwrap()
        .doses(id(10))
        .await
        .unwrap();
    let told: Vec<_> = doses
        .iter()
        .map(|row| (row.ordinal, row.source.as_str()))
        .collect();
    assert_eq!(told, [(1, "import"), (2, "import")]);
}

#[tokio::test]
async fn the_same_rows_in_another_file_are_duplicates() {
    let world = world_with_an().await;
    upload(&world, 100, file().as_bytes()).await.unwrap();
    work(&world).await;
    import::apply(&world.registry, &world.clerk(NOON), id(100))
        .await
        .unwrap();
    work(&world).await;
    let other = format!("{}\n", file());
    upload(&world, 101, other.as_bytes()).await.unwrap();
    work(&world).await;
    let shown = review(&world, 101, None).await;
    let first: Vec<_> = kinds(&shown).into_iter().take(3).collect();
    assert_eq!(first, [(2, Duplicate), (3, Duplicate), (4, Duplicate)]);
}

#[tokio::test]
async fn the_same_file_twice_is_refused_and_a_retry_is_not() {
    let world = World::new().await;
    upload(&world, 100, file().as_bytes()).await.unwrap();
    upload(&world, 100, file().as_bytes()).await.unwrap();
    let again = upload(&world, 101, file().as_bytes()).await;
    assert!(matches!(again, Err(UploadError::Known(known)) if known == id(100)));
    let empty = upload(&world, 102, b"").await;
    assert!(matches!(empty, Err(UploadError::Empty)));
}

#[tokio::test]
async fn a_file_that_is_no_list_gets_a_reason_and_may_be_sent_again() {
    let world = World::new().await;
    upload(&world, 100, b"%PDF-1.7 not a list").await.unwrap();
    work(&world).await;
    let shown = review(&world, 100, None).await;
    let fault = shown.import.fault.unwrap();
    assert!(fault.contains("danh sách.csv"), "{fault}");
    assert!(shown.rows.is_empty());
    let refused = import::apply(&world.registry, &world.clerk(NOON), id(100)).await;
    assert!(matches!(refused, Err(ApplyError::NotReady)));
    upload(&world, 101, b"%PDF-1.7 not a list").await.unwrap();
}

#[tokio::test]
async fn a_mended_row_is_held_against_the_registry_again() {
    let world = World::new().await;
    upload(&world, 100, file().as_bytes()).await.unwrap();
    work(&world).await;
    let row = review(&world, 100, Some(Error)).await.rows.pop().unwrap();
    let mut mended = row.typed.clone();
    mended.doses[0].product = "Comirnaty".to_owned();
    import::mend(&world.registry, &world.clerk(NOON), row.id, &mended)
        .await
        .unwrap();
    let shown = review(&world, 100, None).await;
    let row = shown.rows.iter().find(|shown| shown.id == row.id).unwrap();
    assert_eq!((row.kind, row.is_mended), (New, true));
    import::apply(&world.registry, &world.clerk(NOON), id(100))
        .await
        .unwrap();
    work(&world).await;
    let late = import::mend(&world.registry, &world.clerk(NOON), row.id, &mended).await;
    assert!(matches!(late, Err(MendError::TooLate)));
}

#[tokio::test]
async fn a_change_of_a_person_is_undone_with_the_import() {
    let world = world_with_an().await;
    let moved = file().replacen("0912345678", "0987654321", 1);
    upload(&world, 100, moved.as_bytes()).await.unwrap();
    work(&world).await;
    let shown = review(&world, 100, Some(Change)).await;
    assert_eq!(shown.rows[0].reasons, ["phone"]);
    import::apply(&world.registry, &world.clerk(NOON), id(100))
        .await
        .unwrap();
    work(&world).await;
    let phone = |row: khien_store::PersonRow| row.phone.unwrap();
    let store = world.registry.store();
    let row = store
        .read()
        .await
        .unwrap()
        .person(id(10))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.full_name, "Trần Văn An");

    let silent = import::undo(&world.registry, &world.head(NOON), id(100), "").await;
    assert!(matches!(silent, Err(UndoError::NoReason)));
    import::undo(&world.registry, &world.head(NOON), id(100), "nhầm tệp")
        .await
        .unwrap();
    work(&world).await;
    let row = store
        .read()
        .await
        .unwrap()
        .person(id(10))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(phone(row), "0912345678");
    assert_eq!(counted(&world).await, (0, 0));
    let shown = review(&world, 100, None).await;
    assert_eq!(shown.import.state, "undone");
    upload(&world, 101, moved.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn without_a_right_nothing_is_uploaded_seen_or_applied() {
    let world = World::new().await;
    upload(&world, 100, file().as_bytes()).await.unwrap();
    work(&world).await;
    let nobody = world.nobody(NOON);
    let new = |facility| NewImport {
        id: id(101),
        facility,
        file_name: "a.csv",
        bytes: b"x",
    };
    let sent = import::upload(&world.registry, &nobody, new(STATION)).await;
    assert!(matches!(sent, Err(UploadError::NotAllowed(_))));
    let elsewhere = import::upload(&world.registry, &world.clerk(NOON), new(HOSPITAL)).await;
    assert!(matches!(elsewhere, Err(UploadError::NotAllowed(_))));
    let nowhere = import::upload(&world.registry, &world.clerk(NOON), new("34999")).await;
    assert!(matches!(nowhere, Err(UploadError::NoFacility)));
    let seen = import::review(&world.registry, &nobody, id(100), None, ("", 0)).await;
    assert!(matches!(seen, Err(ReviewError::NotAllowed(_))));
    let applied = import::apply(&world.registry, &nobody, id(100)).await;
    assert!(matches!(applied, Err(ApplyError::NotAllowed(_))));
}

#[tokio::test]
async fn a_real_workbook_of_a_commune_is_read_applied_and_found_again() {
    let world = World::new().await;
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/dong-hung/04_Cty_May_Hung_Phat.xlsx"
    );
    let bytes = std::fs::read(path).unwrap();
    let new = NewImport {
        id: id(100),
        facility: FACTORY,
        file_name: "04_Cty_May_Hung_Phat.xlsx",
        bytes: &bytes,
    };
    let clerk = world.factory(NOON);
    import::upload(&world.registry, &clerk, new).await.unwrap();
    work(&world).await;
    let review = || import::review(&world.registry, &clerk, id(100), None, ("", 0));
    let before = review().await.unwrap();
    assert!(
        before.import.rows_total > 100,
        "{}",
        before.import.rows_total
    );
    import::apply(&world.registry, &clerk, id(100))
        .await
        .unwrap();
    work(&world).await;
    let (total, recount) = counted(&world).await;
    assert_eq!(total, recount);
    let after = review().await.unwrap();
    let applied: i64 = after.counts.iter().map(|(_, _, applied)| applied).sum();
    assert_eq!(after.import.state, "applied");
    assert!(
        applied > 1_000 && total > 1_000,
        "{applied} rows, {total} doses"
    );
}

/// One row a line: name, birth date, number, phone, product, day.
fn lines(rows: &[[&str; 6]]) -> String {
    let lines = rows
        .iter()
        .map(|[name, born, number, phone, product, day]| {
            format!(
                "1,{name},{born},Nam,{number},{phone},12688,1,Cơ bản,{product},FK1,{day},34001\n"
            )
        });
    format!("{HEADER}{}", lines.collect::<String>())
}

async fn applied(world: &World, number: u128, text: &str) -> Review {
    upload(world, number, text.as_bytes()).await.unwrap();
    work(world).await;
    import::apply(&world.registry, &world.clerk(NOON), id(number))
        .await
        .unwrap();
    work(world).await;
    review(world, number, None).await
}

#[tokio::test]
async fn a_birth_date_that_the_row_changes_is_the_one_that_the_rules_judge() {
    let world = world_with_an().await;
    // An is sixty; the row says that he is ten, and there was no vaccine for children yet.
    let text = lines(&[
        [
            "Trần Văn An",
            "05/08/2011",
            "034060001234",
            "",
            "Comirnaty",
            "01/08/2021",
        ],
        [
            "Ngô Văn Ba",
            "01/02/1970",
            "034070000003",
            "",
            "Comirnaty",
            "01/08/2021",
        ],
    ]);
    let shown = applied(&world, 100, &text).await;
    assert_eq!(kinds(&shown), [(2, Conflict), (3, New)]);
    assert_eq!(shown.import.state, "applied");
    assert!(shown.rows[0].reasons[0].starts_with("dose1."));
}

/// Rows about one man, each on what those before it leave.
fn rows_about_ba() -> String {
    lines(&[
        // Entered without a number, by which nobody finds him.
        [
            "Ngô Văn Ba",
            "01/02/1970",
            "",
            "",
            "Comirnaty",
            "01/08/2021",
        ],
        // The same again.
        [
            "Ngô Văn Ba",
            "01/02/1970",
            "",
            "",
            "Comirnaty",
            "01/08/2021",
        ],
        // Now his number and his phone become known.
        [
            "Ngô Văn Ba",
            "01/02/1970",
            "034070000003",
            "0912000003",
            "Comirnaty",
            "25/08/2021",
        ],
        // By the number, another phone.
        [
            "Ngô Văn Ba",
            "01/02/1970",
            "034070000003",
            "0912000004",
            "Comirnaty",
            "25/08/2021",
        ],
        // Too early after the one before it.
        [
            "Ngô Văn Ba",
            "01/02/1970",
            "034070000003",
            "",
            "Comirnaty",
            "26/08/2021",
        ],
    ])
}

#[tokio::test]
async fn rows_of_one_step_see_what_those_before_them_wrote() {
    let world = World::new().await;
    let text = rows_about_ba();
    let shown = applied(&world, 100, &text).await;
    assert_eq!(
        kinds(&shown),
        [
            (2, New),
            (3, Duplicate),
            (4, Change),
            (5, Change),
            (6, Conflict)
        ]
    );
    let person = shown.rows[0].person.clone().unwrap();
    assert_eq!(person.phone.as_deref(), Some("0912000004"));
    assert_eq!(person.version, 3);
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.verdicts(person.id, 9).await.unwrap().len(), 3);
    let entries = tx
        .audit_of("person", &person.id.to_string(), 9)
        .await
        .unwrap();
    let acts: Vec<_> = entries
        .iter()
        .rev()
        .map(|entry| entry.act.as_str())
        .collect();
    assert_eq!(
        acts,
        ["person_register", "person_correct", "person_correct"]
    );
    assert_eq!(entries[0].before, entries[1].after);
    let doses = tx.doses(person.id).await.unwrap();
    let ordinals: Vec<_> = doses.iter().map(|dose| dose.ordinal).collect();
    assert_eq!(ordinals, [1, 2]);
    assert_eq!(counted(&world).await, (2, 2));
}

#[tokio::test]
async fn changes_of_one_step_are_undone_the_last_one_first() {
    let world = World::new().await;
    let shown = applied(&world, 100, &rows_about_ba()).await;
    let person = shown.rows[0].person.clone().unwrap();
    import::undo(&world.registry, &world.head(NOON), id(100), "nhầm tệp")
        .await
        .unwrap();
    work(&world).await;
    let mut tx = world.registry.store().read().await.unwrap();
    let person = tx.person(person.id).await.unwrap().unwrap();
    assert_eq!((person.phone, person.id_number), (None, None));
    assert_eq!(counted(&world).await, (0, 0));
}

#[tokio::test]
async fn nothing_is_kept_of_a_file_that_is_damaged_in_the_middle() {
    let world = World::new().await;
    let names: Vec<String> = (0..20_000).map(|at| format!("Ngô Văn {at}")).collect();
    let rows: Vec<_> = names
        .iter()
        .map(|name| [name, "01/02/1970", "", "", "Comirnaty", "01/08/2021"])
        .collect();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(lines(&rows).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    upload(&world, 100, &packed[..packed.len() - 1_000])
        .await
        .unwrap();
    work(&world).await;
    let shown = review(&world, 100, None).await;
    assert!(shown.import.fault.is_some(), "{}", shown.import.state);
    assert!(shown.rows.is_empty());
}

#[tokio::test]
async fn a_file_of_many_steps_is_applied_whole() {
    let world = World::new().await;
    let texts: Vec<[String; 3]> = (0..2_500)
        .map(|at| {
            let number = format!("034070{:06}", at % 1_250);
            let day = if at < 1_250 {
                "01/08/2021"
            } else {
                "25/08/2021"
            };
            [format!("Ngô Văn Ba {}", at % 1_250), number, day.to_owned()]
        })
        .collect();
    let rows: Vec<_> = texts
        .iter()
        .map(|[name, number, day]| [name, "01/02/1970", number, "", "Comirnaty", day.as_str()])
        .collect();
    let shown = applied(&world, 100, &lines(&rows)).await;
    assert_eq!(shown.counts, [(New, 2_500, 2_500)]);
    assert_eq!(counted(&world).await, (2_500, 2_500));
    let job = shown.job.unwrap();
    assert_eq!((job.done_steps, job.all_steps), (2_500, 2_500));
}
