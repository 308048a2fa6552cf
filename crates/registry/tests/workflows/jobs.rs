//! Jobs beside each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use khien_domain::{Answers, PopulationRegister, Record, RegisterFault};
use khien_population::IndexedRegister;
use khien_registry::Registry;
use khien_registry::import::{self, NewImport};
use khien_registry::job::{Lane, Worker, run_one};
use khien_registry::person::{self, NewPerson};
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::support::{STATION, World, an, at, id, register};

const NOON: &str = "2021-12-15T05:00:00Z";
const FILE: &str = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                    Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n\
                    1,Lê Văn Bình,01/02/1970,Nam,034070009999,,12688,1,Cơ bản,Comirnaty,FK0112,01/08/2021,34001\n\
                    2,Vũ Thị Dung,01/03/1985,Nữ,034185000001,,12688,1,Cơ bản,Comirnaty,FK0112,01/08/2021,34001\n";

/// A register that is away at first, and that thinks about many people until it is told to go on.
struct Thoughtful {
    register: IndexedRegister,
    is_away: AtomicBool,
    asked: Notify,
    go_on: Notify,
}

impl PopulationRegister for Thoughtful {
    fn ask<'a>(&'a self, records: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async move {
            if self.is_away.load(Ordering::SeqCst) {
                return Err(RegisterFault::Away);
            }
            if records.len() > 1 {
                self.asked.notify_one();
                self.go_on.notified().await;
            }
            self.register.ask(records).await
        })
    }
}

async fn world_with(world: &mut World, folder: &TempDir) -> Arc<Thoughtful> {
    let thoughtful = Arc::new(Thoughtful {
        register: register(folder),
        is_away: AtomicBool::new(true),
        asked: Notify::new(),
        go_on: Notify::new(),
    });
    world.registry = Registry::new(world.registry.store().clone(), thoughtful.clone());
    let new = NewPerson {
        id: id(10),
        form: &an(),
        is_another: false,
    };
    person::register(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
    thoughtful
}

async fn identity(world: &World) -> String {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.person(id(10)).await.unwrap().unwrap().identity
}

async fn import_state(world: &World) -> String {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.import(id(100)).await.unwrap().unwrap().state
}

async fn a_check_is_done_while_a_long_file_is_read(mut world: World) {
    let folder = tempfile::tempdir().unwrap();
    let register = world_with(&mut world, &folder).await;
    assert_eq!(identity(&world).await, "pending");
    let new = NewImport {
        id: id(100),
        facility: STATION,
        file_name: "a.csv",
        bytes: FILE.as_bytes(),
    };
    import::upload(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
    register.is_away.store(false, Ordering::SeqCst);
    let now = || at(NOON);
    let (mut long, mut quick) = (Worker::new(Lane::Long), Worker::new(Lane::Quick));
    let check = async {
        register.asked.notified().await;
        let done = quick.run_one(&world.registry, &world.ids, &now).await;
        assert!(done.unwrap(), "the check does not wait");
        assert_eq!(identity(&world).await, "verified");
        assert_eq!(import_state(&world).await, "uploaded", "still at it");
        register.go_on.notify_one();
    };
    let (read, ()) = tokio::join!(long.run_one(&world.registry, &world.ids, &now), check);
    assert!(read.unwrap());
    assert_eq!(import_state(&world).await, "parsed");
}

/// A worker that was held up so long that another took its job writes nothing more.
async fn who_lost_a_job_leaves_it_to_the_other(mut world: World) {
    let folder = tempfile::tempdir().unwrap();
    let register = world_with(&mut world, &folder).await;
    let new = NewImport {
        id: id(100),
        facility: STATION,
        file_name: "a.csv",
        bytes: FILE.as_bytes(),
    };
    import::upload(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
    register.is_away.store(false, Ordering::SeqCst);
    let (noon, later) = (|| at(NOON), || at("2021-12-15T05:10:00Z"));
    let (mut held_up, mut other) = (Worker::new(Lane::Long), Worker::new(Lane::Long));
    let takes_over = async {
        register.asked.notified().await;
        let taken = other.run_one(&world.registry, &world.ids, &later);
        let both_go_on = async {
            register.asked.notified().await;
            register.go_on.notify_waiters();
        };
        let (taken, ()) = tokio::join!(taken, both_go_on);
        assert!(taken.unwrap());
    };
    let (lost, ()) = tokio::join!(
        held_up.run_one(&world.registry, &world.ids, &noon),
        takes_over
    );
    assert!(lost.unwrap());
    let mut tx = world.registry.store().read().await.unwrap();
    let job = tx.jobs_about(id(100)).await.unwrap().remove(0);
    drop(tx);
    assert_eq!((job.state.as_str(), job.attempts), ("done", 2));
    import::apply(&world.registry, &world.clerk(NOON), id(100))
        .await
        .unwrap();
    register.is_away.store(true, Ordering::SeqCst);
    while run_one(&world.registry, &world.ids, &later).await.unwrap() {}
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.doses_of_import(id(100)).await.unwrap().len(), 2);
}

on_both_engines!(
    a_check_is_done_while_a_long_file_is_read,
    who_lost_a_job_leaves_it_to_the_other,
);
