//! A session from plan to closing, desk by desk.
//!
//! Long because every desk's story begins with the same open session.

use jiff::civil::Date;
use khien_domain::rights::{Role, Scope};
use khien_domain::schedule::StopCode;
use khien_domain::{
    AttendanceState, ConfirmationChannel, ConsentAnswer, ReactionSeverity, ReactionSign,
    ScreeningReason, ScreeningResult, SessionState,
};
use khien_registry::By;
use khien_registry::dose::{Override, RecordError};
use khien_registry::person::{self, NewPerson, PersonForm};
use khien_registry::session::{
    self, CheckIn, CheckInError, CheckedIn, CloseError, Closing, ConfirmedField, Consent,
    ConsentError, DeskError, Difference, GiveError, Given, LeaveError, LotCount, NewConfirmation,
    NewReaction, NewSession, OpenError, PlanError, ReactionError, Refused, ScreenError, Screening,
    SessionSheet, TableError, TakeBackError,
};
use khien_registry::stock::StockError;
use khien_store::{AssignmentRow, AttendanceRow};
use uuid::Uuid;

use crate::desks::{actor, by, day, enter, in_commune, in_station, lot, vials};
use crate::support::{COMMUNE, HOSPITAL, STATION, World, at, id};

const MORNING: &str = "2021-09-15T01:00:00Z";
const NOON: &str = "2021-09-15T05:00:00Z";
const HALF_PAST: &str = "2021-09-15T05:30:00Z";
pub(crate) const SESSION: Uuid = Uuid::from_u128(30);

fn morning() -> NewSession {
    NewSession {
        id: SESSION,
        facility: STATION.to_owned(),
        roster: None,
        name: "Buổi sáng".to_owned(),
        place: "Nhà văn hoá thôn 3".to_owned(),
        commune: String::new(),
        held_on: day("2021-09-15"),
        lots: vec![id(40), id(50)],
    }
}

/// Three people, two lots, an open session.
pub(crate) async fn opened() -> World {
    let world = World::new().await;
    for (number, name, born) in [
        (10, "Trần Thị Hoa", "1980-01-01"),
        (11, "Lê Thị Mai", "1985-01-01"),
        (12, "Vũ Minh Châu", "2006-01-01"),
    ] {
        enter(&world, number, name, born).await;
    }
    lot(&world, 40, "FK0112", "2021-12-31", 20).await;
    lot(&world, 50, "FK0113", "2021-12-31", 20).await;
    session::plan(&world.registry, &world.head(MORNING), &morning())
        .await
        .unwrap();
    session::open(&world.registry, &world.head(MORNING), SESSION, 1)
        .await
        .unwrap();
    world
}

pub(crate) async fn come(world: &World, person: u128) -> Uuid {
    let coming = CheckIn {
        id: id(100 + person),
        session: SESSION,
        person: id(person),
    };
    session::check_in(&world.registry, &world.clerk(NOON), coming)
        .await
        .unwrap()
        .attendance
}

/// Checked in, consented, fit.
async fn fit(world: &World, person: u128) -> Uuid {
    let attendance = come(world, person).await;
    let answer = Consent {
        attendance,
        answer: ConsentAnswer::Given,
        guardian: None,
    };
    session::consent(&world.registry, &world.clerk(NOON), answer)
        .await
        .unwrap();
    screened(world, attendance, ScreeningResult::Fit, &[])
        .await
        .unwrap();
    attendance
}

async fn screened(
    world: &World,
    attendance: Uuid,
    result: ScreeningResult,
    reasons: &[ScreeningReason],
) -> Result<(), ScreenError> {
    let screening = Screening {
        attendance,
        result,
        reasons: reasons.to_vec(),
        note: String::new(),
    };
    session::screen(&world.registry, &world.head(NOON), &screening).await
}

fn tapped(attendance: Uuid, dose: u128) -> Given {
    Given {
        dose: id(dose),
        attendance,
        lot: None,
        kind: None,
        ordinal: None,
        overridden: None,
    }
}

pub(crate) async fn dosed(world: &World, person: u128) -> Uuid {
    let attendance = fit(world, person).await;
    let given = tapped(attendance, 200 + person);
    session::give(&world.registry, &world.clerk(NOON), given)
        .await
        .unwrap();
    attendance
}

pub(crate) async fn gone(world: &World, person: u128) -> Uuid {
    let attendance = dosed(world, person).await;
    session::leave(&world.registry, &world.clerk(HALF_PAST), attendance, "")
        .await
        .unwrap();
    attendance
}

async fn row(world: &World, attendance: Uuid) -> AttendanceRow {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.attendance(attendance).await.unwrap().unwrap()
}

async fn sheet(world: &World) -> SessionSheet {
    session::read(&world.registry, &world.head(NOON), SESSION)
        .await
        .unwrap()
}

async fn version(world: &World) -> i64 {
    sheet(world).await.session.version
}

fn counted(vials_opened: u32, doses_wasted: u32) -> Vec<LotCount> {
    vec![LotCount {
        lot: id(40),
        vials_opened,
        doses_wasted,
    }]
}

pub(crate) async fn closing(world: &World, lots: Vec<LotCount>, reason: &str) -> Closing {
    Closing {
        session: SESSION,
        seen_version: version(world).await,
        lots,
        reason: reason.to_owned(),
        shortfall: String::new(),
    }
}

pub(crate) async fn close(world: &World, closing: &Closing) -> Result<(), CloseError> {
    session::close(&world.registry, &world.head(HALF_PAST), closing).await
}

#[tokio::test]
async fn a_session_is_planned_once_by_those_of_the_facility_with_lots_that_last() {
    let world = World::new().await;
    lot(&world, 40, "FK0112", "2021-12-31", 20).await;
    lot(&world, 50, "FK0113", "2021-09-14", 20).await;
    let head = world.head(MORNING);
    let expired = session::plan(&world.registry, &head, &morning()).await;
    assert!(matches!(
        expired,
        Err(PlanError::Table(TableError::LotExpired(lot, _))) if lot == id(50)
    ));
    let good = NewSession {
        lots: vec![id(40)],
        ..morning()
    };
    let nobody = session::plan(&world.registry, &world.nobody(MORNING), &good).await;
    assert!(matches!(nobody, Err(PlanError::NotAllowed(_))));
    for _ in 0..2 {
        session::plan(&world.registry, &head, &good).await.unwrap();
    }
    let early = session::open(
        &world.registry,
        &world.head("2021-09-14T05:00:00Z"),
        SESSION,
        1,
    )
    .await;
    assert!(matches!(early, Err(OpenError::NotYet(_))));
    let late = session::put_lots(&world.registry, &head, SESSION, &[id(50)]).await;
    assert!(matches!(late, Err(TableError::LotExpired(..))));
}

#[tokio::test]
async fn whoever_comes_is_checked_in_once_and_marked_where_no_list_has_them() {
    let world = opened().await;
    let first = come(&world, 10).await;
    let coming = CheckIn {
        id: id(999),
        session: SESSION,
        person: id(10),
    };
    let again = session::check_in(&world.registry, &world.clerk(NOON), coming).await;
    assert_eq!(
        again.unwrap(),
        CheckedIn {
            attendance: first,
            on_list: false
        }
    );
    let stranger = CheckIn {
        person: id(99),
        ..coming
    };
    let stranger = session::check_in(&world.registry, &world.clerk(NOON), stranger).await;
    assert!(matches!(
        stranger,
        Err(CheckInError::Desk(DeskError::NoPerson))
    ));
    let nobody = session::check_in(&world.registry, &world.nobody(NOON), coming).await;
    assert!(matches!(
        nobody,
        Err(CheckInError::Desk(DeskError::NotAllowed(_)))
    ));
    session::undo_check_in(&world.registry, &world.clerk(NOON), first)
        .await
        .unwrap();
    assert_eq!(row(&world, first).await.state, "left");
}

#[tokio::test]
async fn a_guardian_signs_for_somebody_under_age() {
    let world = opened().await;
    let attendance = come(&world, 12).await;
    let answer = |guardian| Consent {
        attendance,
        answer: ConsentAnswer::Given,
        guardian,
    };
    let clerk = world.clerk(NOON);
    let alone = session::consent(&world.registry, &clerk, answer(None)).await;
    assert!(matches!(alone, Err(ConsentError::GuardianNeeded)));
    for nobody in [id(12), id(99)] {
        let refused = session::consent(&world.registry, &clerk, answer(Some(nobody))).await;
        assert!(matches!(refused, Err(ConsentError::NoGuardian)));
    }
    session::consent(&world.registry, &clerk, answer(Some(id(10))))
        .await
        .unwrap();
    let kept = row(&world, attendance).await;
    assert_eq!(kept.consent.as_deref(), Some("given"));
    assert_eq!(kept.consent_by, Some(id(10)));
    let grown_up = come(&world, 11).await;
    let answer = Consent {
        attendance: grown_up,
        answer: ConsentAnswer::Given,
        guardian: Some(id(10)),
    };
    session::consent(&world.registry, &clerk, answer)
        .await
        .unwrap();
    assert_eq!(row(&world, grown_up).await.consent_by, None);
}

#[tokio::test]
async fn a_screening_needs_reasons_that_lead_to_its_conclusion() {
    let world = opened().await;
    let attendance = come(&world, 10).await;
    let (acute, anaphylaxis) = (
        ScreeningReason::AcuteIllness,
        ScreeningReason::AnaphylaxisSameVaccine,
    );
    for (result, reasons) in [
        (ScreeningResult::Fit, &[acute][..]),
        (ScreeningResult::Deferred, &[acute, anaphylaxis]),
    ] {
        let refused = screened(&world, attendance, result, reasons).await;
        assert!(matches!(refused, Err(ScreenError::OtherConclusion(_))));
    }
    for (result, reasons) in [
        (ScreeningResult::Deferred, &[][..]),
        (ScreeningResult::Contraindicated, &[acute]),
    ] {
        let refused = screened(&world, attendance, result, reasons).await;
        assert!(matches!(refused, Err(ScreenError::NoReason)));
    }
    screened(&world, attendance, ScreeningResult::Deferred, &[acute])
        .await
        .unwrap();
    let kept = row(&world, attendance).await;
    assert!(kept.screening.unwrap().contains("acute_illness"));
    screened(&world, attendance, ScreeningResult::Fit, &[])
        .await
        .unwrap();
    assert_eq!(row(&world, attendance).await.state, "fit");
    let clerk = session::screen(
        &world.registry,
        &world.clerk(NOON),
        &Screening {
            attendance,
            result: ScreeningResult::Fit,
            reasons: Vec::new(),
            note: String::new(),
        },
    )
    .await;
    assert!(matches!(
        clerk,
        Err(ScreenError::Desk(DeskError::NotAllowed(_)))
    ));
}

#[tokio::test]
async fn nobody_gets_a_dose_without_consent_or_without_being_fit() {
    let world = opened().await;
    let attendance = come(&world, 10).await;
    let clerk = world.clerk(NOON);
    let early = session::give(&world.registry, &clerk, tapped(attendance, 200)).await;
    assert!(matches!(
        early,
        Err(GiveError::Desk(DeskError::WrongStep(
            AttendanceState::CheckedIn
        )))
    ));
    screened(&world, attendance, ScreeningResult::Fit, &[])
        .await
        .unwrap();
    let silent = session::give(&world.registry, &clerk, tapped(attendance, 200)).await;
    assert!(matches!(silent, Err(GiveError::NoConsent)));
    let refused = Consent {
        attendance,
        answer: ConsentAnswer::Refused,
        guardian: None,
    };
    session::consent(&world.registry, &clerk, refused)
        .await
        .unwrap();
    let against = session::give(&world.registry, &clerk, tapped(attendance, 200)).await;
    assert!(matches!(against, Err(GiveError::NoConsent)));
}

#[tokio::test]
async fn two_taps_record_the_first_lot_on_the_table_and_begin_the_watch() {
    let world = opened().await;
    let attendance = fit(&world, 10).await;
    assert_eq!(sheet(&world).await.offered().unwrap().id, id(40));
    let clerk = world.clerk(NOON);
    for _ in 0..2 {
        let end = session::give(&world.registry, &clerk, tapped(attendance, 200)).await;
        assert_eq!(end.unwrap(), at(HALF_PAST));
    }
    let mut tx = world.registry.store().read().await.unwrap();
    let doses = tx.doses(id(10)).await.unwrap();
    assert_eq!(doses.len(), 1);
    let dose = &doses[0];
    assert_eq!(
        (dose.lot_id, dose.lot_number.as_deref(), dose.session_id),
        (Some(id(40)), Some("FK0112"), Some(SESSION))
    );
    assert_eq!(
        (dose.kind.as_str(), dose.ordinal, dose.source.as_str()),
        ("primary", 1, "session")
    );
    assert_eq!(tx.count_total().await.unwrap(), 1);
}

#[tokio::test]
async fn a_lot_that_is_not_on_the_table_is_refused_until_it_lies_there() {
    let world = opened().await;
    lot(&world, 60, "FK0114", "2021-12-31", 5).await;
    let attendance = fit(&world, 10).await;
    let given = Given {
        lot: Some(id(60)),
        ..tapped(attendance, 200)
    };
    let clerk = world.clerk(NOON);
    let refused = session::give(&world.registry, &clerk, given.clone()).await;
    assert!(matches!(refused, Err(GiveError::LotNotOnTable)));
    session::put_lots(&world.registry, &clerk, SESSION, &[id(60)])
        .await
        .unwrap();
    assert_eq!(sheet(&world).await.offered().unwrap().id, id(60));
    assert_eq!(sheet(&world).await.table.len(), 3);
    session::give(&world.registry, &clerk, given).await.unwrap();
}

#[tokio::test]
async fn the_dose_rules_hold_at_the_desk_too() {
    let world = opened().await;
    gone(&world, 10).await;
    let attendance = come(&world, 10).await;
    assert_eq!(row(&world, attendance).await.state, "left");
    let again = NewSession {
        id: id(31),
        ..morning()
    };
    let head = world.head(HALF_PAST);
    session::plan(&world.registry, &head, &again).await.unwrap();
    session::open(&world.registry, &head, id(31), 1)
        .await
        .unwrap();
    let coming = CheckIn {
        id: id(300),
        session: id(31),
        person: id(10),
    };
    session::check_in(&world.registry, &head, coming)
        .await
        .unwrap();
    let answer = Consent {
        attendance: id(300),
        answer: ConsentAnswer::Given,
        guardian: None,
    };
    session::consent(&world.registry, &head, answer)
        .await
        .unwrap();
    screened(&world, id(300), ScreeningResult::Fit, &[])
        .await
        .unwrap();
    let mut given = tapped(id(300), 301);
    let stopped = session::give(&world.registry, &head, given.clone()).await;
    assert!(matches!(
        stopped,
        Err(GiveError::Dose(RecordError::Stopped(_)))
    ));
    given.overridden = Some(Override {
        stops: StopCode::ALL.to_vec(),
        reason: "thử".to_owned(),
    });
    let twice = session::give(&world.registry, &head, given).await;
    assert!(matches!(twice, Err(GiveError::Dose(RecordError::Known))));
    assert_eq!(row(&world, id(300)).await.state, "fit");
}

#[tokio::test]
async fn a_dose_for_the_wrong_person_is_taken_back_with_a_reason() {
    let world = opened().await;
    let attendance = dosed(&world, 10).await;
    let head = world.head(NOON);
    let silent = session::take_back(&world.registry, &head, attendance, "").await;
    assert!(matches!(silent, Err(TakeBackError::NoReason)));
    session::take_back(&world.registry, &head, attendance, "nhầm người")
        .await
        .unwrap();
    let kept = row(&world, attendance).await;
    assert_eq!((kept.state.as_str(), kept.dose_id), ("fit", None));
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.count_total().await.unwrap(), 0);
    drop(tx);
    session::give(&world.registry, &head, tapped(attendance, 250))
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_leaves_before_the_watch_is_over_without_a_reason() {
    let world = opened().await;
    let attendance = dosed(&world, 10).await;
    let early = session::leave(&world.registry, &world.clerk(NOON), attendance, "").await;
    assert!(matches!(early, Err(LeaveError::WatchNotOver(end)) if end == at(HALF_PAST)));
    let other = dosed(&world, 11).await;
    session::leave(&world.registry, &world.clerk(NOON), other, "tự ý về")
        .await
        .unwrap();
    for _ in 0..2 {
        session::leave(&world.registry, &world.clerk(HALF_PAST), attendance, "")
            .await
            .unwrap();
    }
    assert_eq!(row(&world, attendance).await.state, "left");
}

fn said(number: u128, attendance: Uuid, refused: &[ConfirmedField]) -> NewConfirmation {
    NewConfirmation {
        id: id(number),
        attendance,
        channel: ConfirmationChannel::ReadAloud,
        refused: refused.iter().copied().map(Refused::from).collect(),
    }
}

#[tokio::test]
async fn n_of_m_confirm_and_what_they_refuse_is_followed_up() {
    let world = opened().await;
    let hoa = dosed(&world, 10).await;
    let mai = gone(&world, 11).await;
    let clerk = world.clerk(NOON);
    let wrong = [ConfirmedField::DateOfBirth, ConfirmedField::FullName];
    for _ in 0..2 {
        session::confirm(&world.registry, &clerk, &said(400, hoa, &wrong))
            .await
            .unwrap();
    }
    let counts = sheet(&world).await.counts;
    assert_eq!(
        [
            counts.dosed,
            counts.confirmed,
            counts.refused,
            counts.unconfirmed
        ],
        [2, 0, 1, 1]
    );
    let open: Vec<_> = sheet(&world)
        .await
        .people
        .into_iter()
        .filter(session::Attending::is_to_follow_up)
        .map(|it| (it.attendance.id, it.said.map(|said| said.refused)))
        .collect();
    assert_eq!(
        open,
        [
            (hoa, Some("date_of_birth full_name".to_owned())),
            (mai, None)
        ]
    );
    let later = world.clerk(HALF_PAST);
    session::confirm(&world.registry, &later, &said(401, hoa, &[]))
        .await
        .unwrap();
    session::confirm(&world.registry, &later, &said(402, mai, &[]))
        .await
        .unwrap();
    assert_eq!(sheet(&world).await.counts.confirmed, 2);
    let waiting = come(&world, 12).await;
    let early = session::confirm(&world.registry, &later, &said(403, waiting, &[])).await;
    assert!(early.is_err());
}

#[tokio::test]
async fn the_person_confirms_the_own_record_and_nobody_elses() {
    let world = opened().await;
    let hoa = dosed(&world, 10).await;
    let mai = dosed(&world, 11).await;
    let citizen = actor(Role::Citizen, Scope::Person(id(10).as_u128()));
    let phone = by(&world, &citizen, None, NOON);
    session::confirm(&world.registry, &phone, &said(400, hoa, &[]))
        .await
        .unwrap();
    let other = session::confirm(&world.registry, &phone, &said(401, mai, &[])).await;
    assert!(other.is_err());
}

#[tokio::test]
async fn a_reaction_is_counted_by_its_severity() {
    let world = opened().await;
    let attendance = dosed(&world, 10).await;
    let seen = |number, severity, signs: &[ReactionSign]| NewReaction {
        id: id(number),
        attendance,
        severity,
        signs: signs.to_vec(),
    };
    let head = world.head(NOON);
    let nothing = seen(500, ReactionSeverity::Mild, &[]);
    let nothing = session::reaction(&world.registry, &head, &nothing).await;
    assert!(matches!(nothing, Err(ReactionError::NoSign)));
    let mild = seen(
        500,
        ReactionSeverity::Mild,
        &[ReactionSign::Fever, ReactionSign::InjectionSite],
    );
    let severe = seen(501, ReactionSeverity::Severe, &[ReactionSign::Anaphylaxis]);
    for reaction in [&mild, &mild, &severe] {
        session::reaction(&world.registry, &head, reaction)
            .await
            .unwrap();
    }
    let counts = sheet(&world).await.counts;
    assert_eq!((counts.reactions, counts.severe_reactions), (2, 1));
}

#[tokio::test]
async fn a_session_is_not_closed_while_somebody_waits_or_is_watched() {
    let world = opened().await;
    dosed(&world, 10).await;
    let refused = close(&world, &closing(&world, counted(1, 5), "").await).await;
    assert!(matches!(refused, Err(CloseError::NotSettled(1))));
}

#[tokio::test]
async fn vials_and_doses_that_agree_close_the_session_and_leave_the_stock() {
    let world = opened().await;
    gone(&world, 10).await;
    gone(&world, 11).await;
    let order = closing(&world, counted(1, 4), "").await;
    let found = session::preview(&world.registry, &world.head(NOON), SESSION, &order.lots)
        .await
        .unwrap();
    assert!(!found.differs());
    assert_eq!(found.vials_opened(), 1);
    let clerk = session::close(&world.registry, &world.clerk(HALF_PAST), &order).await;
    assert!(matches!(clerk, Err(CloseError::NotAllowed(_))));
    for _ in 0..2 {
        close(&world, &order).await.unwrap();
    }
    assert_eq!(vials(&world, id(40)).await, 19);
    let closed = sheet(&world).await;
    assert_eq!(closed.session.state, "closed");
    let kept = closed.session.closing.unwrap();
    assert!(kept.contains("\"nominal\":6"), "{kept}");
    let late = CheckIn {
        id: id(600),
        session: SESSION,
        person: id(12),
    };
    let late = session::check_in(&world.registry, &world.clerk(HALF_PAST), late).await;
    assert!(matches!(
        late,
        Err(CheckInError::Desk(DeskError::NotOpen(SessionState::Closed)))
    ));
}

#[tokio::test]
async fn counts_that_do_not_agree_need_a_reason() {
    let world = opened().await;
    gone(&world, 10).await;
    for (lots, difference) in [
        (counted(1, 4), Difference::Missing(1)),
        (counted(1, 7), Difference::Surplus(1)),
        (counted(0, 0), Difference::Surplus(1)),
    ] {
        let refused = close(&world, &closing(&world, lots, " ").await).await;
        let Err(CloseError::Differs(found)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(found.lots[0].difference, Some(difference));
    }
    let stray = vec![LotCount {
        lot: id(99),
        vials_opened: 1,
        doses_wasted: 0,
    }];
    let refused = close(&world, &closing(&world, stray, "").await).await;
    assert!(matches!(refused, Err(CloseError::Reconcile(_))));
    let order = closing(&world, counted(1, 4), "rơi một liều").await;
    close(&world, &order).await.unwrap();
    let kept = sheet(&world).await.session.closing.unwrap();
    assert!(kept.contains("rơi một liều"), "{kept}");
}

#[tokio::test]
async fn more_vials_than_the_stock_has_need_a_reason_too() {
    let world = opened().await;
    gone(&world, 10).await;
    let mut order = closing(&world, counted(21, 125), "").await;
    let refused = close(&world, &order).await;
    assert!(
        matches!(
            refused,
            Err(CloseError::Stock(StockError::NotEnough { there: 20 }))
        ),
        "{refused:?}"
    );
    assert_eq!(sheet(&world).await.session.state, "open");
    order.shortfall = "mượn của xã bên".to_owned();
    close(&world, &order).await.unwrap();
    assert_eq!(vials(&world, id(40)).await, -1);
}

#[tokio::test]
async fn who_was_expected_and_did_not_come_is_marked_at_closing() {
    let world = opened().await;
    let came = row(&world, come_unlisted(&world).await).await;
    let mut tx = world.registry.store().write().await.unwrap();
    let listed = AttendanceRow {
        id: id(800),
        person_id: id(11),
        on_list: true,
        state: "expected".to_owned(),
        version: 1,
        ..came
    };
    tx.insert_attendance(&listed).await.unwrap();
    tx.commit().await.unwrap();
    close(&world, &closing(&world, Vec::new(), "").await)
        .await
        .unwrap();
    let counts = sheet(&world).await.counts;
    assert_eq!(
        [
            counts.listed,
            counts.off_list,
            counts.no_show,
            counts.left_without_dose
        ],
        [1, 1, 1, 1]
    );
}

async fn come_unlisted(world: &World) -> Uuid {
    let attendance = come(world, 10).await;
    session::leave(&world.registry, &world.clerk(NOON), attendance, "")
        .await
        .unwrap();
    attendance
}

#[tokio::test]
async fn a_session_closed_by_mistake_opens_again_and_its_vials_are_back() {
    let world = opened().await;
    gone(&world, 10).await;
    let order = closing(&world, counted(2, 11), "").await;
    close(&world, &order).await.unwrap();
    assert_eq!(vials(&world, id(40)).await, 18);
    let head = world.head(HALF_PAST);
    let silent = session::reopen(&world.registry, &head, SESSION, version(&world).await, "").await;
    assert!(matches!(silent, Err(OpenError::NoReason)));
    session::reopen(
        &world.registry,
        &head,
        SESSION,
        version(&world).await,
        "còn một người",
    )
    .await
    .unwrap();
    assert_eq!(vials(&world, id(40)).await, 20);
    let attendance = dosed(&world, 11).await;
    session::leave(&world.registry, &head, attendance, "")
        .await
        .unwrap();
    let order = closing(&world, counted(1, 4), "").await;
    close(&world, &order).await.unwrap();
    assert_eq!(vials(&world, id(40)).await, 19);
}

#[tokio::test]
async fn a_closed_session_takes_no_dose() {
    let world = opened().await;
    let attendance = gone(&world, 10).await;
    let order = closing(&world, counted(1, 5), "").await;
    close(&world, &order).await.unwrap();
    let late = session::give(
        &world.registry,
        &world.head(HALF_PAST),
        tapped(attendance, 700),
    )
    .await;
    assert!(matches!(
        late,
        Err(GiveError::Desk(DeskError::NotOpen(SessionState::Closed)))
    ));
}

async fn boards(world: &World, by: &By<'_>, on: Date) -> usize {
    let shown = session::board(&world.registry, by, STATION, on).await;
    shown.map_or(0, |shown| shown.len())
}

#[tokio::test]
async fn the_board_shows_the_day_to_those_who_may_see_it() {
    let world = opened().await;
    gone(&world, 10).await;
    let today = day("2021-09-15");
    let shown = session::board(&world.registry, &world.clerk(NOON), STATION, today).await;
    let shown = shown.unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!((shown[0].counts.dosed, shown[0].counts.left), (1, 1));
    assert_eq!(
        boards(&world, &world.clerk(NOON), day("2021-09-16")).await,
        0
    );
    let volunteer = actor(Role::SessionVolunteer, Scope::Session(SESSION.as_u128()));
    let lasting = by(&world, &volunteer, None, NOON);
    assert_eq!(boards(&world, &lasting, today).await, 0);
    let mut helping = volunteer.clone();
    helping.assignments[0].until = Some(at(HALF_PAST));
    let desk = by(&world, &helping, None, NOON);
    assert_eq!(boards(&world, &desk, today).await, 1);
    let nurse = in_station(Role::Vaccinator);
    let desk = by(&world, &nurse, Some(STATION), NOON);
    assert_eq!(boards(&world, &desk, today).await, 1);
    let other = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let desk = by(&world, &other, Some(HOSPITAL), NOON);
    assert_eq!(boards(&world, &desk, today).await, 0);
    let committee = in_commune(Role::CommuneCommittee);
    let desk = by(&world, &committee, None, NOON);
    let shown = session::board_in_commune(&world.registry, &desk, COMMUNE, today).await;
    assert_eq!(shown.unwrap().len(), 1);
}

#[tokio::test]
async fn sessions_are_listed_newest_first_and_only_to_those_who_may_see_them() {
    let world = opened().await;
    let head = world.head(NOON);
    let later = NewSession {
        id: id(31),
        held_on: day("2021-09-16"),
        ..morning()
    };
    session::plan(&world.registry, &head, &later).await.unwrap();
    let stretch = |skip| session::SessionStretch {
        from: day("2021-09-01"),
        until: day("2021-10-01"),
        skip,
        take: 1,
    };
    for (skip, newest) in [(0, id(31)), (1, SESSION)] {
        let page = session::list(&world.registry, &head, STATION, stretch(skip))
            .await
            .unwrap();
        assert_eq!((page.all, page.sessions[0].session.id), (2, newest));
    }
    let nobody = world.nobody(NOON);
    let refused = session::list(&world.registry, &nobody, STATION, stretch(0)).await;
    assert!(matches!(refused, Err(session::BoardError::NotAllowed(_))));
}

#[tokio::test]
async fn roles_in_a_session_end_when_it_closes() {
    let world = opened().await;
    let volunteer = AssignmentRow {
        id: id(900),
        account_id: id(2),
        role: Role::SessionVolunteer.code().to_owned(),
        scope_kind: "session".to_owned(),
        scope_code: Scope::Session(SESSION.as_u128()).code(),
        until: None,
    };
    let mut tx = world.registry.store().write().await.unwrap();
    tx.insert_assignment(&volunteer).await.unwrap();
    tx.commit().await.unwrap();
    let order = closing(&world, Vec::new(), "").await;
    close(&world, &order).await.unwrap();
    let mut tx = world.registry.store().read().await.unwrap();
    let ended = tx.assignments(id(2)).await.unwrap()[0].until;
    assert_eq!(ended.map(|until| until.0), Some(at(HALF_PAST)));
}

#[tokio::test]
async fn without_a_birth_date_a_guardian_may_consent_and_nobody_else() {
    let world = opened().await;
    let form = PersonForm {
        full_name: "Sùng A Páo".to_owned(),
        ..PersonForm::default()
    };
    let new = NewPerson {
        id: id(13),
        form: &form,
        is_another: true,
    };
    person::register(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
    let attendance = come(&world, 13).await;
    let answer = |guardian| Consent {
        attendance,
        answer: ConsentAnswer::Given,
        guardian,
    };
    let clerk = world.clerk(NOON);
    let alone = session::consent(&world.registry, &clerk, answer(None)).await;
    assert!(matches!(alone, Err(ConsentError::NoBirthDate)));
    session::consent(&world.registry, &clerk, answer(Some(id(10))))
        .await
        .unwrap();
}
