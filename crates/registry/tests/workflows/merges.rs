//! Two records that are one person, and one that is two.
//!
//! Long because each story begins with the same two records and ends with both looked at.

use khien_domain::rights::{Role, Scope};
use khien_registry::dose::{self, NewDose, Override, Source};
use khien_registry::person::{
    self, Apart, Cluster, ClusterError, MergeError, Merging, NewPerson, PersonForm, SeparateError,
    Separating, SplitError, Splitting,
};
use khien_registry::roster::{self, NewRoster};
use khien_registry::session::{self, CheckIn, NewSession};
use khien_registry::{By, job};
use khien_store::{DoseRow, PersonRow};
use uuid::Uuid;

use crate::desks::{actor, by, day, lot};
use crate::support::{COMMUNE, FACTORY, HOSPITAL, STATION, World, an, at, id};

pub(crate) const LATER: &str = "2022-02-01T05:00:00Z";
const MERGE: Uuid = Uuid::from_u128(600);

/// Enters somebody.
pub(crate) async fn enter(world: &World, number: u128, form: &PersonForm) {
    let new = NewPerson {
        id: id(number),
        form,
        is_another: true,
    };
    person::register(&world.registry, &world.clerk(LATER), new)
        .await
        .unwrap();
}

/// The father as the hospital wrote him: no number, the insurance card instead.
fn an_of_the_hospital() -> PersonForm {
    PersonForm {
        id_number: String::new(),
        phone: String::new(),
        insurance_number: "DN4343420123456".to_owned(),
        ..an()
    }
}

pub(crate) async fn give(world: &World, number: u128, to: u128, product: &str, on: &str) {
    give_of_lot(world, (number, to), (product, on), "FK0112", STATION).await;
}

async fn give_of_lot(
    world: &World,
    (number, to): (u128, u128),
    (product, on): (&str, &str),
    lot: &str,
    facility: &str,
) {
    let new = NewDose {
        id: id(number),
        person: id(to),
        product: product.to_owned(),
        lot: None,
        lot_number: lot.to_owned(),
        facility: Some(facility.to_owned()),
        session: None,
        import: None,
        country: "VN".to_owned(),
        given_on: day(on),
        kind: None,
        ordinal: None,
        source: Source::BackEntry,
        overridden: Some(Override {
            stops: khien_domain::schedule::StopCode::ALL.to_vec(),
            reason: "theo sổ tiêm".to_owned(),
        }),
    };
    let head = actor(Role::FacilityHead, Scope::Facility(facility.to_owned()));
    dose::record(
        &world.registry,
        &by(world, &head, Some(facility), LATER),
        new,
    )
    .await
    .unwrap();
}

/// The father twice: at the station with doses 20 and 21, of the hospital with dose 30.
async fn twice(world: &World) {
    enter(world, 10, &an()).await;
    enter(world, 11, &an_of_the_hospital()).await;
    give(world, 20, 10, "comirnaty", "2021-08-01").await;
    give(world, 21, 10, "comirnaty", "2021-09-01").await;
    give(world, 30, 11, "comirnaty", "2022-01-10").await;
}

pub(crate) async fn row(world: &World, number: u128) -> PersonRow {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.person(id(number)).await.unwrap().unwrap()
}

pub(crate) async fn doses(world: &World, number: u128) -> Vec<DoseRow> {
    let mut tx = world.registry.store().read().await.unwrap();
    let mut doses = tx.doses(id(number)).await.unwrap();
    doses.sort_by_key(|row| row.id);
    doses
}

/// Ids of the doses that count, as small numbers.
async fn counting(world: &World, number: u128) -> Vec<u128> {
    let doses = doses(world, number).await;
    let counting = doses.iter().filter(|row| row.state != "voided");
    counting.map(|row| row.id.as_u128()).collect()
}

async fn join(world: &World, who: &By<'_>, keep: &[Uuid]) -> Result<(), MergeError> {
    let order = Merging {
        id: MERGE,
        survivor: (id(10), row(world, 10).await.version),
        loser: (id(11), row(world, 11).await.version),
        keep,
        reason: "cùng một người",
    };
    person::merge(&world.registry, who, order).await
}

async fn part(world: &World, who: &By<'_>, for_loser: &[Uuid]) -> Result<(), SplitError> {
    let order = Splitting {
        merge: MERGE,
        seen_version: row(world, 10).await.version,
        for_loser,
        for_survivor: &[],
        reason: "hai người khác nhau",
    };
    person::split(&world.registry, who, order).await
}

async fn is_counted_right(world: &World) {
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(
        tx.count_total().await.unwrap(),
        tx.recount_total().await.unwrap()
    );
}

async fn everything_follows_and_the_other_id_leads_to_the_survivor(world: World) {
    twice(&world).await;
    let head = world.head(LATER);
    let mut child = an();
    "Trần Thị Bé".clone_into(&mut child.full_name);
    child.id_number = String::new();
    child.guardian = Some(id(11));
    enter(&world, 12, &child).await;
    let list = NewRoster {
        id: id(70),
        name: "Thôn 3".to_owned(),
        commune: COMMUNE.to_owned(),
        facility: Some(STATION.to_owned()),
        organisation: None,
        people: vec![id(11)],
    };
    roster::draft(&world.registry, &world.clerk(LATER), &list)
        .await
        .unwrap();
    for _ in 0..2 {
        let order = Merging {
            id: MERGE,
            survivor: (id(10), 1),
            loser: (id(11), 1),
            keep: &[],
            reason: "cùng một người",
        };
        // A retry with the old versions is the same act.
        person::merge(&world.registry, &head, order).await.unwrap();
    }
    assert_eq!(counting(&world, 10).await, [20, 21, 30]);
    assert!(doses(&world, 11).await.is_empty());
    let survivor = row(&world, 10).await;
    assert_eq!(
        survivor.insurance_number.as_deref(),
        Some("DN4343420123456")
    );
    assert_eq!(survivor.identity, "verified");
    assert_eq!(row(&world, 12).await.guardian_id, Some(id(10)));
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.rosters_of_person(id(10)).await.unwrap().len(), 1);
    drop(tx);
    let gone = person::read(&world.registry, &head, id(11)).await.unwrap();
    assert_eq!(gone.leads_to, Some(id(10)));
    let whole = person::read(&world.registry, &head, id(10)).await.unwrap();
    assert_eq!((whole.merges.len(), whole.leads_to), (1, None));
    // One answer about each record, and one about both as one.
    assert_eq!(whole.verdicts.len(), 3);
    assert!(whole.audit.iter().any(|entry| entry.act == "person_merge"));
    is_counted_right(&world).await;
}

async fn a_merge_is_taken_back_exactly(world: World) {
    twice(&world).await;
    let head = world.head(LATER);
    let before = (row(&world, 10).await, row(&world, 11).await);
    join(&world, &head, &[]).await.unwrap();
    for _ in 0..2 {
        part(&world, &head, &[]).await.unwrap();
    }
    assert_eq!(counting(&world, 10).await, [20, 21]);
    assert_eq!(counting(&world, 11).await, [30]);
    let after = (row(&world, 10).await, row(&world, 11).await);
    for (before, after) in [(before.0, after.0), (before.1, after.1)] {
        let same = PersonRow {
            version: before.version,
            updated_at: before.updated_at,
            identity_at: before.identity_at,
            ..after
        };
        assert!(same == before);
    }
    is_counted_right(&world).await;
}

async fn a_dose_entered_twice_becomes_one_and_is_two_again_after_the_split(world: World) {
    twice(&world).await;
    give(&world, 31, 11, "comirnaty", "2021-08-01").await;
    let head = world.head(LATER);
    let preview = person::merge_preview(&world.registry, &head, id(10), id(11))
        .await
        .unwrap();
    let twin = preview.twins[0];
    assert_eq!(
        (twin.survivors, twin.losers, twin.differ),
        (id(20), id(31), false)
    );
    assert_eq!(preview.filled, ["insurance_number"]);
    join(&world, &head, &[]).await.unwrap();
    assert_eq!(counting(&world, 10).await, [20, 21, 30]);
    assert_eq!(doses(&world, 10).await.len(), 4);
    is_counted_right(&world).await;
    part(&world, &head, &[]).await.unwrap();
    assert_eq!(counting(&world, 11).await, [30, 31]);
    is_counted_right(&world).await;
}

async fn entries_that_contradict_each_other_are_decided_by_the_clerk(world: World) {
    twice(&world).await;
    give_of_lot(
        &world,
        (31, 11),
        ("comirnaty", "2021-08-01"),
        "FK9999",
        HOSPITAL,
    )
    .await;
    let head = world.head(LATER);
    let undecided = join(&world, &head, &[]).await;
    let Err(MergeError::Twins(twins)) = undecided else {
        panic!("it was joined");
    };
    assert_eq!((twins.len(), twins[0].differ), (1, true));
    assert_eq!(counting(&world, 11).await, [30, 31]);
    // The hospital's is right: the survivor's own is voided, and comes back with the split.
    join(&world, &head, &[id(31)]).await.unwrap();
    assert_eq!(counting(&world, 10).await, [21, 30, 31]);
    part(&world, &head, &[]).await.unwrap();
    assert_eq!(counting(&world, 10).await, [20, 21]);
    assert_eq!(counting(&world, 11).await, [30, 31]);
    is_counted_right(&world).await;
}

async fn a_signature_is_asked_for_again_and_is_there_after_the_split(world: World) {
    twice(&world).await;
    let mut tx = world.registry.store().write().await.unwrap();
    let mut signed = tx.dose(id(30)).await.unwrap().unwrap();
    "signed".clone_into(&mut signed.state);
    assert!(tx.update_dose(&signed).await.unwrap());
    tx.commit().await.unwrap();
    let head = world.head(LATER);
    join(&world, &head, &[]).await.unwrap();
    assert_eq!(doses(&world, 10).await[2].state, "corrected");
    part(&world, &head, &[]).await.unwrap();
    assert_eq!(doses(&world, 11).await[0].state, "signed");
}

async fn whose_a_later_dose_is_is_asked(world: World) {
    twice(&world).await;
    let head = world.head(LATER);
    join(&world, &head, &[]).await.unwrap();
    give(&world, 40, 10, "comirnaty", "2022-01-25").await;
    let asked = part(&world, &head, &[]).await;
    assert!(matches!(asked, Err(SplitError::Undecided(doses)) if doses == [id(40)]));
    let since = person::recorded_since(&world.registry, &head, MERGE).await;
    assert_eq!(since.unwrap().len(), 1);
    let wrong = part(&world, &head, &[id(40), id(20)]).await;
    assert!(matches!(wrong, Err(SplitError::NotTheirs(dose)) if dose == id(20)));
    assert_eq!(counting(&world, 10).await, [20, 21, 30, 40]);
    part(&world, &head, &[id(40)]).await.unwrap();
    assert_eq!(counting(&world, 10).await, [20, 21]);
    assert_eq!(counting(&world, 11).await, [30, 40]);
    is_counted_right(&world).await;
}

async fn a_merge_into_a_record_that_was_joined_itself_waits_for_that_one(world: World) {
    twice(&world).await;
    enter(&world, 12, &an()).await;
    let head = world.head(LATER);
    join(&world, &head, &[]).await.unwrap();
    let further = Merging {
        id: id(601),
        survivor: (id(12), 1),
        loser: (id(10), row(&world, 10).await.version),
        keep: &[],
        reason: "cùng một người",
    };
    person::merge(&world.registry, &head, further)
        .await
        .unwrap();
    let first = person::read(&world.registry, &head, id(11)).await.unwrap();
    assert_eq!(first.leads_to, Some(id(12)));
    let early = part(&world, &head, &[]).await;
    assert!(matches!(early, Err(SplitError::Merged(into)) if into == id(12)));
    let last = Splitting {
        merge: id(601),
        seen_version: row(&world, 12).await.version,
        for_loser: &[],
        for_survivor: &[],
        reason: "nhầm",
    };
    person::split(&world.registry, &head, last).await.unwrap();
    part(&world, &head, &[]).await.unwrap();
    assert_eq!(counting(&world, 10).await, [20, 21]);
    assert_eq!(counting(&world, 11).await, [30]);
    assert!(counting(&world, 12).await.is_empty());
}

async fn one_dose_entered_by_three_sites_comes_apart_in_turn(world: World) {
    for number in [10, 11, 12] {
        enter(&world, number, &an()).await;
    }
    give(&world, 20, 10, "comirnaty", "2021-08-01").await;
    give_of_lot(
        &world,
        (30, 11),
        ("comirnaty", "2021-08-01"),
        "FK7",
        HOSPITAL,
    )
    .await;
    give_of_lot(
        &world,
        (40, 12),
        ("comirnaty", "2021-08-01"),
        "FK7",
        HOSPITAL,
    )
    .await;
    let head = world.head(LATER);
    join(&world, &head, &[id(30)]).await.unwrap();
    let third = Merging {
        id: id(601),
        survivor: (id(10), row(&world, 10).await.version),
        loser: (id(12), 1),
        keep: &[id(40)],
        reason: "cùng một người",
    };
    person::merge(&world.registry, &head, third).await.unwrap();
    assert_eq!(counting(&world, 10).await, [40]);
    let early = part(&world, &head, &[]).await;
    assert!(matches!(early, Err(SplitError::LaterFirst(merge)) if merge == id(601)));
    let last = Splitting {
        merge: id(601),
        seen_version: row(&world, 10).await.version,
        for_loser: &[],
        for_survivor: &[],
        reason: "nhầm",
    };
    person::split(&world.registry, &head, last).await.unwrap();
    part(&world, &head, &[]).await.unwrap();
    for (person, dose) in [(10, 20), (11, 30), (12, 40)] {
        assert_eq!(counting(&world, person).await, [dose]);
    }
    is_counted_right(&world).await;
}

async fn attendances_go_along_unless_both_records_attend(world: World) {
    twice(&world).await;
    lot(&world, 80, "FK0112", "2022-12-31", 20).await;
    for number in [90, 91] {
        let new = NewSession {
            id: id(number),
            facility: STATION.to_owned(),
            roster: None,
            name: format!("Buổi {number}"),
            place: String::new(),
            commune: String::new(),
            held_on: day("2022-02-01"),
            lots: vec![id(80)],
        };
        let head = world.head(LATER);
        session::plan(&world.registry, &head, &new).await.unwrap();
        session::open(&world.registry, &head, id(number), 1)
            .await
            .unwrap();
    }
    for (attendance, session, person) in [(100, 90, 11), (101, 91, 10), (102, 91, 11)] {
        let coming = CheckIn {
            id: id(attendance),
            session: id(session),
            person: id(person),
        };
        session::check_in(&world.registry, &world.clerk(LATER), coming)
            .await
            .unwrap();
    }
    let head = world.head(LATER);
    let whose = async |person| {
        let mut tx = world.registry.store().read().await.unwrap();
        let rows = tx.attendances_of_person(id(person)).await.unwrap();
        rows.iter().map(|row| row.id.as_u128()).collect::<Vec<_>>()
    };
    join(&world, &head, &[]).await.unwrap();
    assert_eq!(whose(10).await, [100, 101]);
    assert_eq!(whose(11).await, [102]);
    part(&world, &head, &[]).await.unwrap();
    assert_eq!(whose(10).await, [101]);
    assert_eq!(whose(11).await, [100, 102]);
}

async fn what_does_not_hold_is_refused(world: World) {
    twice(&world).await;
    let head = world.head(LATER);
    let order = |survivor: (u128, i64), loser: (u128, i64), reason| Merging {
        id: MERGE,
        survivor: (id(survivor.0), survivor.1),
        loser: (id(loser.0), loser.1),
        keep: &[],
        reason,
    };
    let registry = &world.registry;
    let why = "cùng một người";
    let clerk = person::merge(registry, &world.clerk(LATER), order((10, 1), (11, 1), why)).await;
    assert!(matches!(clerk, Err(MergeError::NotAllowed(_))));
    let silent = person::merge(registry, &head, order((10, 1), (11, 1), " ")).await;
    assert!(matches!(silent, Err(MergeError::NoReason)));
    let stale = person::merge(registry, &head, order((10, 1), (11, 7), why)).await;
    assert!(matches!(stale, Err(MergeError::Changed)));
    let own = person::merge(registry, &head, order((10, 1), (10, 1), why)).await;
    assert!(matches!(own, Err(MergeError::SameRecord)));
    let nobody = person::merge(registry, &head, order((10, 1), (99, 1), why)).await;
    assert!(matches!(nobody, Err(MergeError::NoPerson)));
    assert_eq!(counting(&world, 10).await, [20, 21]);
}

async fn a_guardian_and_a_joined_record_are_not_joined(world: World) {
    twice(&world).await;
    let head = world.head(LATER);
    let mut child = an();
    child.guardian = Some(id(10));
    enter(&world, 12, &child).await;
    let order = Merging {
        id: id(601),
        survivor: (id(12), 1),
        loser: (id(10), 1),
        keep: &[],
        reason: "cùng một người",
    };
    let guardian = person::merge(&world.registry, &head, order).await;
    assert!(matches!(guardian, Err(MergeError::Guardian)));
    join(&world, &head, &[]).await.unwrap();
    let again = Merging {
        loser: (id(11), 2),
        ..order
    };
    let again = person::merge(&world.registry, &head, again).await;
    assert!(matches!(again, Err(MergeError::Merged(into)) if into == id(10)));
    let clerk = part(&world, &world.clerk(LATER), &[]).await;
    assert!(matches!(clerk, Err(SplitError::NotAllowed(_))));
}

async fn chosen_doses_go_to_a_new_person_or_to_a_known_one(world: World) {
    twice(&world).await;
    let head = world.head(LATER);
    let namesake = PersonForm {
        date_of_birth: "1/1/1970".to_owned(),
        id_number: "034070004321".to_owned(),
        ..an()
    };
    let order = Separating {
        person: (id(10), 1),
        doses: &[id(21)],
        to: Apart::New(id(15), &namesake),
        reason: "hai người cùng tên",
    };
    for _ in 0..2 {
        person::separate(&world.registry, &head, order)
            .await
            .unwrap();
    }
    assert_eq!(counting(&world, 10).await, [20]);
    assert_eq!(counting(&world, 15).await, [21]);
    assert_eq!(row(&world, 15).await.identity, "verified");
    give(&world, 31, 11, "comirnaty", "2021-08-01").await;
    let order = Separating {
        person: (id(11), 1),
        doses: &[id(31)],
        to: Apart::Known(id(10), row(&world, 10).await.version),
        reason: "nhầm người",
    };
    let twin = person::separate(&world.registry, &head, order).await;
    assert!(matches!(twin, Err(SeparateError::Twin)));
    let order = Separating {
        doses: &[id(30)],
        ..order
    };
    person::separate(&world.registry, &head, order)
        .await
        .unwrap();
    assert_eq!(counting(&world, 10).await, [20, 30]);
    let stray = Separating {
        person: (id(15), row(&world, 15).await.version),
        to: Apart::Known(id(10), row(&world, 10).await.version),
        doses: &[id(31)],
        reason: "nhầm người",
    };
    let stray = person::separate(&world.registry, &head, stray).await;
    assert!(matches!(stray, Err(SeparateError::NotTheirs(dose)) if dose == id(31)));
    is_counted_right(&world).await;
}

async fn a_cluster_is_joined_by_a_job_that_goes_on_after_a_restart(world: World) {
    for number in 10..15 {
        enter(&world, number, &an()).await;
        let month = number - 4;
        let on = format!("2021-{month:02}-01");
        give(&world, number + 100, number, "comirnaty", &on).await;
    }
    // This one contradicts dose 110, and stays.
    give_of_lot(
        &world,
        (130, 13),
        ("comirnaty", "2021-06-01"),
        "XX",
        HOSPITAL,
    )
    .await;
    let head = world.head(LATER);
    let losers: Vec<_> = (11..15).map(|number| (id(number), 1)).collect();
    let cluster = Cluster {
        id: id(700),
        survivor: id(10),
        losers: &losers,
        keep: &[],
        reason: "một người, năm bản ghi",
    };
    let clerk = person::merge_cluster(&world.registry, &world.clerk(LATER), cluster).await;
    assert!(matches!(clerk, Err(ClusterError::NotAllowed(_))));
    for _ in 0..2 {
        person::merge_cluster(&world.registry, &head, cluster)
            .await
            .unwrap();
    }
    // The worker died after the first record: its merge is there, the job is due again.
    let mut tx = world.registry.store().read().await.unwrap();
    let order = tx.job(id(700)).await.unwrap().unwrap().order_text;
    drop(tx);
    let order: serde_json::Value = serde_json::from_str(&order).unwrap();
    let first: Uuid = order["losers"][0][0].as_str().unwrap().parse().unwrap();
    let done = Merging {
        id: first,
        survivor: (id(10), 1),
        loser: (id(11), 1),
        keep: &[],
        reason: "một người, năm bản ghi",
    };
    person::merge(&world.registry, &head, done).await.unwrap();
    let now = || at(LATER);
    while job::run_one(&world.registry, &world.ids, &now)
        .await
        .unwrap()
    {}
    assert_eq!(counting(&world, 10).await, [110, 111, 112, 114]);
    assert_eq!(counting(&world, 13).await, [113, 130]);
    let mut tx = world.registry.store().read().await.unwrap();
    let ended = tx.job(id(700)).await.unwrap().unwrap();
    assert_eq!((ended.done_steps, ended.all_steps), (4, 4));
    assert_eq!(
        (ended.state.as_str(), ended.fault.as_deref()),
        ("failed", Some("twins_left"))
    );
    drop(tx);
    is_counted_right(&world).await;
}

/// After the merge the joined record has no dose of the hospital any more.
async fn the_facility_that_joined_two_records_may_part_them(world: World) {
    enter(&world, 10, &an()).await;
    enter(&world, 11, &an_of_the_hospital()).await;
    let on = |day| ("comirnaty", day);
    give_of_lot(&world, (20, 10), on("2021-08-01"), "FK0112", HOSPITAL).await;
    give_of_lot(&world, (30, 11), on("2022-01-10"), "FK0112", HOSPITAL).await;
    let head = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let head = by(&world, &head, Some(HOSPITAL), LATER);
    join(&world, &head, &[]).await.unwrap();
    let other = actor(Role::FacilityHead, Scope::Facility(FACTORY.to_owned()));
    let other = by(&world, &other, Some(FACTORY), LATER);
    assert!(matches!(
        part(&world, &other, &[]).await,
        Err(SplitError::NotAllowed(_))
    ));
    part(&world, &head, &[]).await.unwrap();
    assert_eq!(counting(&world, 10).await, [20]);
    assert_eq!(counting(&world, 11).await, [30]);
}

on_both_engines!(
    the_facility_that_joined_two_records_may_part_them,
    everything_follows_and_the_other_id_leads_to_the_survivor,
    a_merge_is_taken_back_exactly,
    a_dose_entered_twice_becomes_one_and_is_two_again_after_the_split,
    entries_that_contradict_each_other_are_decided_by_the_clerk,
    a_signature_is_asked_for_again_and_is_there_after_the_split,
    whose_a_later_dose_is_is_asked,
    a_merge_into_a_record_that_was_joined_itself_waits_for_that_one,
    one_dose_entered_by_three_sites_comes_apart_in_turn,
    attendances_go_along_unless_both_records_attend,
    what_does_not_hold_is_refused,
    a_guardian_and_a_joined_record_are_not_joined,
    chosen_doses_go_to_a_new_person_or_to_a_known_one,
    a_cluster_is_joined_by_a_job_that_goes_on_after_a_restart,
);
