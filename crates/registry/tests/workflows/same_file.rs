//! The same file from two sides at one moment.

use khien_domain::DoseState;
use khien_registry::By;
use khien_registry::import::{self, NewImport, UploadError};
use khien_registry::job::run_one;
use uuid::Uuid;

use crate::support::{STATION, World, at, id};

const NOON: &str = "2021-12-15T05:00:00Z";
const HEADER: &str = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                      Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n";

/// Three people with a dose each, other ones for each number.
fn file(number: u32) -> String {
    let row = |at| {
        format!(
            "{at},Lê Văn Bình,0{at}/0{number}/1970,Nam,0340700{number}000{at},,12688,1,Cơ bản,Comirnaty,FK0112,01/08/2021,34001\n"
        )
    };
    format!("{HEADER}{}{}{}", row(1), row(2), row(3))
}

async fn upload(world: &World, by: &By<'_>, number: Uuid, bytes: &[u8]) -> Result<(), UploadError> {
    let new = NewImport {
        id: number,
        facility: STATION,
        file_name: "a.csv",
        bytes,
    };
    import::upload(&world.registry, by, new).await
}

/// Both have it written; each dose is there once.
async fn write_both(world: &World, imports: [Uuid; 2]) -> usize {
    let now = || at(NOON);
    while run_one(&world.registry, &world.ids, &now).await.unwrap() {}
    for import in imports {
        // One of them was not taken.
        let _ = import::apply(&world.registry, &world.clerk(NOON), import).await;
    }
    while run_one(&world.registry, &world.ids, &now).await.unwrap() {}
    let mut tx = world.registry.store().read().await.unwrap();
    let mut doses = 0;
    for import in imports {
        let written = tx.doses_of_import(import).await.unwrap().into_iter();
        doses += written
            .filter(|dose| dose.state == DoseState::Recorded.code())
            .count();
    }
    assert_eq!(
        tx.count_total().await.unwrap(),
        tx.recount_total().await.unwrap()
    );
    doses
}

async fn of_two_uploads_at_once_one_is_told_that_it_is_the_same_file(world: World) {
    for number in 1..6 {
        let text = file(number);
        let (first, second) = (id(u128::from(number) * 2), id(u128::from(number) * 2 + 1));
        let (by, other) = if number % 2 == 0 {
            (world.clerk(NOON), world.clerk(NOON))
        } else {
            (world.clerk(NOON), world.head(NOON))
        };
        let (one, two) = tokio::join!(
            upload(&world, &by, first, text.as_bytes()),
            upload(&world, &other, second, text.as_bytes()),
        );
        let told = match (one, two) {
            (Ok(()), Err(UploadError::Known(known))) => known == first,
            (Err(UploadError::Known(known)), Ok(())) => known == second,
            (one, two) => panic!("{one:?} {two:?}"),
        };
        assert!(told, "where it is");
        assert_eq!(write_both(&world, [first, second]).await, 3);
    }
}

async fn the_same_upload_twice_at_once_is_one(world: World) {
    for number in 1..6 {
        let text = file(number);
        let by = world.clerk(NOON);
        let import = id(u128::from(number));
        let (one, two) = tokio::join!(
            upload(&world, &by, import, text.as_bytes()),
            upload(&world, &by, import, text.as_bytes()),
        );
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
        assert_eq!(write_both(&world, [import, Uuid::nil()]).await, 3);
    }
}

async fn a_file_that_was_undone_may_come_again(world: World) {
    let text = file(1);
    for number in [id(1), id(2)] {
        let by = world.clerk(NOON);
        upload(&world, &by, number, text.as_bytes()).await.unwrap();
        assert_eq!(write_both(&world, [number, Uuid::nil()]).await, 3);
        import::undo(&world.registry, &world.head(NOON), number, "nhầm tệp")
            .await
            .unwrap();
        assert_eq!(write_both(&world, [number, Uuid::nil()]).await, 0);
    }
}

on_both_engines!(
    of_two_uploads_at_once_one_is_told_that_it_is_the_same_file,
    the_same_upload_twice_at_once_is_one,
    a_file_that_was_undone_may_come_again,
);
