//! The clock of the server steps back in the middle of the work.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::{KeyFile, NoRandomBytes, RandomBytes, SigningKey};
use khien_registry::account::{self, NotLoggedIn};
use khien_registry::import::{self, NewImport};
use khien_registry::job::run_one;
use khien_registry::person::{self, NewPerson, PersonForm};
use khien_registry::seal::{seal_once, verify_chain};

use crate::office::{Office, PASSWORD};
use crate::support::{STATION, World, an, at, id, lan};

const NOON: &str = "2021-12-15T05:00:00Z";
const HOUR_BEFORE: &str = "2021-12-15T04:00:00Z";
const YEAR_BEFORE: &str = "2020-12-15T05:00:00Z";

struct Sevens;

impl RandomBytes for Sevens {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(7);
        Ok(())
    }
}

static KEY: LazyLock<SigningKey> = LazyLock::new(|| {
    let file = KeyFile::create("a passphrase of tests", &Sevens).unwrap();
    KeyFile::open(file.as_bytes(), "a passphrase of tests").unwrap()
});

async fn enter(world: &World, number: u128, form: &PersonForm, time: &str) {
    let new = NewPerson {
        id: id(number),
        form,
        is_another: true,
    };
    let by = world.clerk(time);
    person::register(&world.registry, &by, new).await.unwrap();
}

async fn the_chain_goes_on_in_the_order_of_the_seals(world: World) {
    let mut sealed = 0;
    for (number, time) in [(10, NOON), (11, HOUR_BEFORE), (12, YEAR_BEFORE), (13, NOON)] {
        let form = PersonForm {
            id_number: String::new(),
            ..if number % 2 == 0 { an() } else { lan() }
        };
        enter(&world, number, &form, time).await;
        sealed += seal_once(&world.registry, &KEY, at(time)).await.unwrap();
        let keys = [KEY.public().clone()];
        let whole = verify_chain(&world.registry, &keys).await.unwrap();
        assert_eq!(whole.entries, i64::try_from(sealed).unwrap(), "at {time}");
        assert_eq!(whole.signed_to, whole.entries);
    }
    assert!(sealed >= 4);
    let again = seal_once(&world.registry, &KEY, at(YEAR_BEFORE)).await;
    assert_eq!(again.unwrap(), 0, "nothing is left behind");
}

/// Each look at the clock shows an hour less than the one before.
async fn an_import_is_read_and_written_whole(world: World) {
    let header = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                  Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n";
    let row = |at: u32| {
        format!(
            "{at},Lê Văn Bình,01/02/1970,Nam,034070{at:06},,12688,1,Cơ bản,Comirnaty,FK0112,01/08/2021,34001\n"
        )
    };
    let rows: String = (0..1_100).map(row).collect();
    let text = format!("{header}{rows}");
    let new = NewImport {
        id: id(100),
        facility: STATION,
        file_name: "a.csv",
        bytes: text.as_bytes(),
    };
    import::upload(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
    let looks = AtomicI64::new(0);
    let begun = at(NOON) + SignedDuration::from_hours(5);
    let back = || begun - SignedDuration::from_hours(looks.fetch_add(1, Ordering::SeqCst));
    assert!(run_one(&world.registry, &world.ids, &back).await.unwrap());
    import::apply(&world.registry, &world.clerk(YEAR_BEFORE), id(100))
        .await
        .unwrap();
    assert!(run_one(&world.registry, &world.ids, &back).await.unwrap());
    assert!(
        looks.load(Ordering::SeqCst) > 6,
        "it stepped back all the time"
    );
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.import(id(100)).await.unwrap().unwrap().state, "applied");
    assert_eq!(tx.doses_of_import(id(100)).await.unwrap().len(), 1_100);
    let counted = tx.count_total().await.unwrap();
    assert_eq!(counted, tx.recount_total().await.unwrap());
}

/// The job of a worker that died is taken again once the time of its lease comes again; after a
/// clock that was wrong by years, at once.
async fn a_job_in_hand_is_not_lost(world: World) {
    let new = NewImport {
        id: id(100),
        facility: STATION,
        file_name: "a.csv",
        bytes: b"STT",
    };
    import::upload(&world.registry, &world.clerk(YEAR_BEFORE), new)
        .await
        .unwrap();
    let claim = async |now: Timestamp| {
        let later = |by| khien_store::Moment(now + by);
        let (until, far) = (SignedDuration::from_mins(1), SignedDuration::from_hours(24));
        let mut tx = world.registry.store().write().await.unwrap();
        let now = khien_store::Moment(now);
        let job = tx.claim_job("long", now, later(until), later(far)).await;
        tx.commit().await.unwrap();
        job.unwrap().map(|job| job.attempts)
    };
    assert_eq!(claim(at(NOON)).await, Some(1));
    assert_eq!(
        claim(at(HOUR_BEFORE)).await,
        None,
        "its worker may be alive"
    );
    assert_eq!(claim(at("2021-12-15T05:01:00Z")).await, Some(2));
    assert_eq!(claim(at(YEAR_BEFORE)).await, Some(3));
}

on_both_engines!(
    the_chain_goes_on_in_the_order_of_the_seals,
    an_import_is_read_and_written_whole,
    a_job_in_hand_is_not_lost,
);

#[tokio::test]
async fn a_login_goes_on_and_is_no_longer_than_it_was() {
    let office = Office::new().await;
    let begun = office.log_in("clerk", NOON).await;
    for time in [HOUR_BEFORE, YEAR_BEFORE, NOON] {
        let who = office.who(&begun.token, time).await;
        assert_eq!(who.account.login, "clerk", "at {time}");
    }
    let ended = begun.ends + SignedDuration::from_secs(1);
    let late = account::who(&office.registry, ended, &begun.token).await;
    let is_over = matches!(late, Err(NotLoggedIn::NoLogin | NotLoggedIn::Idle));
    assert!(is_over, "stepping back adds nothing");
}

#[tokio::test]
async fn nobody_is_locked_out_until_the_time_comes_again() {
    let office = Office::new().await;
    for _ in 0..6 {
        let wrong = office.try_password("clerk", "năm con cò", NOON).await;
        assert!(wrong.is_err());
    }
    let locked = office.try_password("clerk", PASSWORD, NOON).await;
    assert!(locked.is_err(), "as it should be");
    office.log_in("clerk", HOUR_BEFORE).await;
}
