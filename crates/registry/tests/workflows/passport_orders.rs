//! What the ministry orders about many passports, what it revokes, and what units see of it.

use khien_domain::passport::Obstacle;
use khien_domain::rights::{Role, Scope};
use khien_registry::passport::{
    self, CohortSelection, EndError, FunnelError, OrderError, OrderKind, PaperError, PassportOrder,
    Selection, TakenPaper,
};
use khien_registry::policy::{NewPolicy, set};
use khien_registry::{Actor, Kept, Within, dose, job};
use khien_store::{AssignmentRow, FunnelCounts};
use uuid::Uuid;

use crate::desks::{PROVINCE, actor, by, day, in_province, in_station};
use crate::passports::{
    MAY, NEXT_DAY, correct_day, department, note, passports, sign_again, signed, state_of, step,
};
use crate::support::{COMMUNE, STATION, World, at, id};

fn office() -> Actor {
    actor(Role::PreventiveMedicine, Scope::Nation)
}

/// Does what is ordered, with the ministry's right.
pub(crate) async fn work(world: &World) {
    let now = || at(NEXT_DAY);
    while job::run_one(&world.registry, &world.ids, &now)
        .await
        .unwrap()
    {}
}

pub(crate) async fn appoint(world: &World) {
    let row = AssignmentRow {
        id: id(990),
        account_id: id(4),
        role: Role::PreventiveMedicine.code().to_owned(),
        scope_kind: "nation".to_owned(),
        scope_code: String::new(),
        until: None,
    };
    let mut tx = world.registry.store().write().await.unwrap();
    tx.insert_assignment(&row).await.unwrap();
    tx.commit().await.unwrap();
}

async fn order(
    world: &World,
    number: u128,
    kind: OrderKind,
    selection: &Selection,
) -> Result<(), OrderError> {
    let office = office();
    let new = PassportOrder {
        id: id(number),
        kind,
        selection,
        reason: "công văn 1908/BYT-CNTT",
    };
    passport::order(&world.registry, &by(world, &office, None, MAY), new).await
}

fn of_lot(lot: &str) -> Selection {
    Selection::Cohort(CohortSelection {
        lot: lot.to_owned(),
        product: "comirnaty".to_owned(),
        ..CohortSelection::default()
    })
}

/// From now on passports wait for waves.
async fn waves_only(world: &World) {
    let office = office();
    let desk = by(world, &office, None, MAY);
    let wait = NewPolicy {
        key: "certificate_continuous",
        value: "no",
        from: day("2022-05-14"),
        reason: "theo đợt",
    };
    set(&world.registry, &desk, wait).await.unwrap();
}

async fn where_passports_wait_for_a_wave_a_wave_releases_them(world: World) {
    let ministry = signed(&world, 20).await;
    waves_only(&world).await;
    let office = office();
    let desk = by(&world, &office, None, MAY);
    assert_eq!(step(&world, &ministry, MAY).await.looked_at, 0);
    let elsewhere = Selection::Unit("01".to_owned());
    let here = Selection::Unit(PROVINCE.to_owned());
    let count = async |selection: &Selection| {
        passport::preview(&world.registry, &desk, OrderKind::Wave, selection)
            .await
            .unwrap()
    };
    assert_eq!((count(&elsewhere).await, count(&here).await), (0, 1));
    assert_eq!(count(&Selection::Nation).await, 1);
    appoint(&world).await;
    for (number, selection, issued) in [(970, &elsewhere, 0), (971, &here, 1)] {
        order(&world, number, OrderKind::Wave, selection)
            .await
            .unwrap();
        order(&world, number, OrderKind::Wave, selection)
            .await
            .unwrap();
        work(&world).await;
        assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, issued);
    }
    let orders = passport::order_progress(&world.registry, &desk, 10)
        .await
        .unwrap();
    let reached: Vec<i64> = orders.iter().map(|it| it.order.reached).collect();
    assert_eq!(reached, [1, 0]);
}

/// What it says is kept right, whatever waits.
async fn whoever_has_a_passport_waits_for_no_wave(world: World) {
    let ministry = signed(&world, 25).await;
    step(&world, &ministry, MAY).await;
    waves_only(&world).await;
    crate::merges::give(&world, 22, 10, "comirnaty", "2021-10-01").await;
    sign_again(&world, 22, 25).await;
    let head = in_station(Role::FacilityHead);
    assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, 1);
    // Nor does who had one, and lost it with a dose that was never given.
    let desk = by(&world, &head, Some(STATION), NEXT_DAY);
    dose::void(&world.registry, &desk, id(22), "nhập nhầm")
        .await
        .unwrap();
    assert_eq!(passports(&world, 10).await[0].state, "revoked");
    assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, 1);
}

async fn a_cohort_is_issued_anew_or_revoked(world: World) {
    let ministry = signed(&world, 21).await;
    step(&world, &ministry, MAY).await;
    appoint(&world).await;
    for (number, lot) in [(970, "FK0999"), (971, "FK0112")] {
        order(&world, number, OrderKind::Reissue, &of_lot(lot))
            .await
            .unwrap();
    }
    work(&world).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.corrected), (1, 0));
    order(&world, 972, OrderKind::Revoke, &of_lot("FK0112"))
        .await
        .unwrap();
    work(&world).await;
    let issued = passports(&world, 10).await;
    assert_eq!(issued[0].state, "revoked");
    assert_eq!(issued[1].state, "revoked", "it was believed until its end");
}

async fn what_the_ministry_revoked_is_not_issued_again_as_it_was(world: World) {
    let ministry = signed(&world, 26).await;
    step(&world, &ministry, MAY).await;
    appoint(&world).await;
    order(&world, 970, OrderKind::Revoke, &of_lot("FK0112"))
        .await
        .unwrap();
    order(&world, 971, OrderKind::Wave, &Selection::Nation)
        .await
        .unwrap();
    work(&world).await;
    assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, 0);
    let head = in_station(Role::FacilityHead);
    let desk = by(&world, &head, Some(STATION), NEXT_DAY);
    let why = async || {
        let seen = passport::of_person(&world.registry, &desk, id(10)).await;
        seen.unwrap().standing.obstacles
    };
    assert_eq!(why().await, [Obstacle::Revoked]);
    // A further dose is another matter.
    crate::merges::give(&world, 22, 10, "comirnaty", "2021-10-01").await;
    sign_again(&world, 22, 26).await;
    assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, 1);
    assert_eq!(why().await, []);
    // Once that was never given, the first dose is again what there is to tell, and still revoked.
    dose::void(&world.registry, &desk, id(22), "nhập nhầm")
        .await
        .unwrap();
    assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, 0);
    assert_eq!(why().await, [Obstacle::Revoked]);
}

async fn an_order_says_whose_and_is_the_ministrys(world: World) {
    let nobodys = Selection::Cohort(CohortSelection::default());
    let nowhere = Selection::Unit("xx".to_owned());
    for (kind, selection) in [
        (OrderKind::Revoke, &nobodys),
        (OrderKind::Revoke, &Selection::Nation),
        (OrderKind::Wave, &of_lot("FK0112")),
    ] {
        let refused = order(&world, 970, kind, selection).await;
        assert!(matches!(refused, Err(OrderError::NoCohort)));
    }
    let refused = order(&world, 970, OrderKind::Wave, &nowhere).await;
    assert!(matches!(refused, Err(OrderError::NoUnit)));
    let mistyped = Selection::Cohort(CohortSelection {
        facility: "00000".to_owned(),
        ..CohortSelection::default()
    });
    let refused = order(&world, 970, OrderKind::Revoke, &mistyped).await;
    assert!(matches!(refused, Err(OrderError::NoFacility)));
    for role in Role::ALL
        .iter()
        .filter(|role| **role != Role::PreventiveMedicine)
    {
        let who = actor(*role, Scope::Nation);
        let desk = by(&world, &who, None, MAY);
        let (kind, selection) = (OrderKind::Wave, &Selection::Nation);
        let refused = passport::preview(&world.registry, &desk, kind, selection).await;
        assert!(
            matches!(refused, Err(OrderError::NotAllowed(_))),
            "{role:?}"
        );
        let refused = passport::revoke(&world.registry, &desk, id(1), "x").await;
        assert!(matches!(refused, Err(EndError::NotAllowed(_))), "{role:?}");
        let refused = passport::end_signer(&world.registry, &desk, id(1), "x").await;
        assert!(matches!(refused, Err(EndError::NotAllowed(_))), "{role:?}");
    }
    order(&world, 971, OrderKind::Wave, &Selection::Nation)
        .await
        .unwrap();
    let other = Selection::Unit(PROVINCE.to_owned());
    let refused = order(&world, 971, OrderKind::Wave, &other).await;
    assert!(matches!(refused, Err(OrderError::Known)));
}

async fn what_was_revoked_by_mistake_is_believed_again(world: World) {
    let ministry = signed(&world, 22).await;
    step(&world, &ministry, MAY).await;
    let office = office();
    let desk = by(&world, &office, None, MAY);
    let passport = passports(&world, 10).await[0].id;
    let entries = async || {
        passport::revoked(&world.registry, at(NEXT_DAY), (Uuid::nil(), 10))
            .await
            .unwrap()
    };
    let silent = passport::revoke(&world.registry, &desk, passport, " ").await;
    assert!(matches!(silent, Err(EndError::NoReason)));
    let early = passport::reinstate(&world.registry, &desk, passport, "x").await;
    assert!(matches!(early, Err(EndError::State)));
    for _ in 0..2 {
        passport::revoke(&world.registry, &desk, passport, "nghi giả")
            .await
            .unwrap();
    }
    assert_eq!(entries().await.len(), 1);
    passport::reinstate(&world.registry, &desk, passport, "nhầm")
        .await
        .unwrap();
    assert!(entries().await.is_empty());
    assert_eq!(passports(&world, 10).await[0].state, "issued");
    // Revoked again, it ends by itself, and the entry with it.
    passport::revoke(&world.registry, &desk, passport, "giả thật")
        .await
        .unwrap();
    let after = at("2023-06-01T00:00:00Z");
    let over = passport::revoked(&world.registry, after, (Uuid::nil(), 10)).await;
    assert_eq!((entries().await.len(), over.unwrap().len()), (1, 0));
}

/// Verifiers believe an earlier passport until its end: it is revoked and taken back with the one that
/// counts, and can be revoked alone.
async fn earlier_passports_are_revoked_too(world: World) {
    let ministry = signed(&world, 26).await;
    step(&world, &ministry, MAY).await;
    note(&world, 10).await;
    step(&world, &ministry, MAY).await;
    let who = office();
    let desk = by(&world, &who, None, NEXT_DAY);
    let ids: Vec<Uuid> = passports(&world, 10).await.iter().map(|it| it.id).collect();
    passport::revoke(&world.registry, &desk, ids[0], "tiêm khống")
        .await
        .unwrap();
    assert_eq!(state_of(&world).await, ["revoked", "revoked"]);
    passport::reinstate(&world.registry, &desk, ids[0], "nhầm")
        .await
        .unwrap();
    assert_eq!(state_of(&world).await, ["issued", "superseded"]);
    let cohort = Selection::Cohort(CohortSelection {
        facility: STATION.to_owned(),
        ..CohortSelection::default()
    });
    let reached = passport::preview(&world.registry, &desk, OrderKind::Revoke, &cohort).await;
    assert_eq!(reached.unwrap(), 2);
    let reached = passport::preview(&world.registry, &desk, OrderKind::Reissue, &cohort).await;
    assert_eq!(reached.unwrap(), 1);
    appoint(&world).await;
    order(&world, 972, OrderKind::Revoke, &cohort)
        .await
        .unwrap();
    work(&world).await;
    assert_eq!(state_of(&world).await, ["revoked", "revoked"]);
}

/// What the ministry revoked is not issued again; what is wrong is not believed for that.
async fn a_wrong_passport_is_revoked_though_the_right_one_may_not_be_issued(world: World) {
    let ministry = signed(&world, 27).await;
    step(&world, &ministry, MAY).await;
    let who = office();
    let desk = by(&world, &who, None, MAY);
    let first = passports(&world, 10).await.remove(0).id;
    passport::revoke(&world.registry, &desk, first, "nghi giả")
        .await
        .unwrap();
    correct_day(&world, (20, "2021-09-02"), 27).await;
    step(&world, &ministry, NEXT_DAY).await;
    assert_eq!(state_of(&world).await, ["issued", "revoked"]);
    // Back to what was revoked: the second is wrong now.
    correct_day(&world, (20, "2021-09-01"), 27).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.revoked), (0, 1));
    assert_eq!(state_of(&world).await, ["revoked", "revoked"]);
    // That it is wrong is not the ministry's word: it cannot be taken back.
    let second = passports(&world, 10).await.remove(0).id;
    let refused = passport::reinstate(&world.registry, &desk, second, "x").await;
    assert!(matches!(refused, Err(EndError::State)));
}

async fn the_funnel_counts_each_unit_from_the_one_before(world: World) {
    let ministry = signed(&world, 23).await;
    step(&world, &ministry, MAY).await;
    let mut counted = 0;
    while passport::count_next(&world.registry, at(MAY))
        .await
        .unwrap()
    {
        counted += 1;
    }
    assert_eq!(counted, 3);
    let province = in_province(Role::ProvincialHealthDepartment);
    let desk = by(&world, &province, None, MAY);
    let unit = Within::Unit(COMMUNE);
    let funnel = passport::funnel(&world.registry, &desk, unit)
        .await
        .unwrap();
    let counts = FunnelCounts {
        recorded: 2,
        verified: 1,
        signed: 1,
        certified: 1,
    };
    assert_eq!((funnel.total, funnel.parts.len()), (counts, 3));
    assert_eq!(funnel.counted_at, Some(at(MAY)));
    let whole = passport::funnel(&world.registry, &desk, Within::Nation).await;
    assert!(matches!(whole, Err(FunnelError::NotAllowed(_))));
    let nowhere = passport::funnel(&world.registry, &desk, Within::Unit("xx")).await;
    assert!(matches!(nowhere, Err(FunnelError::NoUnit)));
}

async fn paper_is_taken_once_and_the_passport_stands_for_it(world: World) {
    let head = in_station(Role::FacilityHead);
    let desk = by(&world, &head, Some(STATION), MAY);
    let paper = |person, number| TakenPaper {
        id: id(980),
        person: id(person),
        number,
        issued_on: Some(day("2021-09-01")),
    };
    let take = async |taken| passport::take_paper(&world.registry, &desk, taken).await;
    let ministry = signed(&world, 24).await;
    let early = take(paper(10, "34-000 123/gcn")).await;
    assert!(matches!(early, Err(PaperError::NoPassport)));
    step(&world, &ministry, MAY).await;
    let taken = take(paper(10, "34-000 123/gcn")).await.unwrap();
    assert!(matches!(taken, Kept::New(row) if row.number == "34-000123/GCN"));
    let again = take(paper(10, "34-000123/GCN")).await.unwrap();
    assert!(matches!(again, Kept::Again(_)));
    let others = take(TakenPaper {
        id: id(981),
        ..paper(10, "34-000123/GCN")
    });
    assert!(matches!(others.await, Err(PaperError::Known)));
    for number in ["", "<b>", &"1".repeat(41)] {
        assert!(matches!(
            take(paper(10, number)).await,
            Err(PaperError::Number)
        ));
    }
    let found = passport::paper_with(&world.registry, &desk, "34-000123/gcn").await;
    assert_eq!(found.unwrap().unwrap().person_id, id(10));
    // Its key is the department's; a second department signs beside it.
    assert_ne!(department(99).certificate.kid(), ministry.certificate.kid());
}

on_both_engines!(
    earlier_passports_are_revoked_too,
    a_wrong_passport_is_revoked_though_the_right_one_may_not_be_issued,
    where_passports_wait_for_a_wave_a_wave_releases_them,
    whoever_has_a_passport_waits_for_no_wave,
    a_cohort_is_issued_anew_or_revoked,
    what_the_ministry_revoked_is_not_issued_again_as_it_was,
    an_order_says_whose_and_is_the_ministrys,
    what_was_revoked_by_mistake_is_believed_again,
    the_funnel_counts_each_unit_from_the_one_before,
    paper_is_taken_once_and_the_passport_stands_for_it,
);
