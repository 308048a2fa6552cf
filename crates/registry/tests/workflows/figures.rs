//! The day's figure: reported, corrected, beside vials and records.

use khien_domain::Level;
use khien_domain::rights::{Role, Scope};
use khien_registry::dose::{self, NewDose, Source};
use khien_registry::figure::{
    self, CorrectError, FigureCorrection, Figures, NewFigure, PartLevel, ReadError, ReportError,
    Within,
};
use khien_registry::session::{self, Closing, LotCount, NewSession};

use crate::desks::{actor, by, day, enter, in_commune, in_province, lot};
use crate::support::{COMMUNE, HOSPITAL, STATION, World, id};

const NOON: &str = "2021-09-15T05:00:00Z";

fn told(number: u128, on: &str, doses_given: u32) -> NewFigure {
    NewFigure {
        id: id(number),
        facility: STATION.to_owned(),
        day: day(on),
        doses_given,
    }
}

fn mended(number: u128, corrects: u128, doses_given: u32) -> FigureCorrection {
    FigureCorrection {
        id: id(number),
        corrects: id(corrects),
        doses_given,
        reason: "đếm thiếu một bàn".to_owned(),
    }
}

#[tokio::test]
async fn a_day_is_reported_once_and_then_corrected_with_a_reason() {
    let world = World::new().await;
    let clerk = world.clerk(NOON);
    for _ in 0..2 {
        figure::report(&world.registry, &clerk, &told(1, "2021-09-15", 300))
            .await
            .unwrap();
    }
    let again = figure::report(&world.registry, &clerk, &told(2, "2021-09-15", 310)).await;
    assert!(matches!(again, Err(ReportError::Reported(known)) if known == id(1)));
    let early = figure::report(&world.registry, &clerk, &told(2, "2021-09-16", 310)).await;
    assert!(matches!(early, Err(ReportError::InFuture)));
    let refused = figure::correct(&world.registry, &clerk, &mended(2, 1, 310)).await;
    assert!(matches!(refused, Err(CorrectError::NotAllowed(_))));
    let head = world.head(NOON);
    let mut silent = mended(2, 1, 310);
    silent.reason.clear();
    let silent = figure::correct(&world.registry, &head, &silent).await;
    assert!(matches!(silent, Err(CorrectError::NoReason)));
    for _ in 0..2 {
        figure::correct(&world.registry, &head, &mended(2, 1, 310))
            .await
            .unwrap();
    }
    let late = figure::correct(&world.registry, &head, &mended(3, 1, 320)).await;
    assert!(matches!(late, Err(CorrectError::Changed)));
    let shown = figure::days(
        &world.registry,
        &head,
        STATION,
        day("2021-09-14"),
        day("2021-09-15"),
    )
    .await
    .unwrap();
    let standing: Vec<_> = shown.iter().map(|it| it.figures.reported).collect();
    assert_eq!(standing, [0, 310]);
    assert_eq!(shown[1].figure.as_ref().unwrap().id, id(2));
}

#[tokio::test]
async fn without_the_right_nothing_is_reported_or_shown() {
    let world = World::new().await;
    let nobody = world.nobody(NOON);
    let refused = figure::report(&world.registry, &nobody, &told(1, "2021-09-15", 300)).await;
    assert!(matches!(refused, Err(ReportError::NotAllowed(_))));
    let today = day("2021-09-15");
    let refused = figure::days(&world.registry, &nobody, STATION, today, today).await;
    assert!(matches!(refused, Err(ReadError::NotAllowed(_))));
}

/// One dose entered and one vial used at the station on the 15th; reports of station and hospital.
async fn evening() -> World {
    let world = World::new().await;
    enter(&world, 10, "Trần Thị Hoa", "1980-01-01").await;
    lot(&world, 40, "FK0112", "2021-12-31", 20).await;
    let head = world.head(NOON);
    let new = NewDose {
        id: id(20),
        person: id(10),
        product: "comirnaty".to_owned(),
        lot: Some(id(40)),
        lot_number: "FK0112".to_owned(),
        facility: Some(STATION.to_owned()),
        session: None,
        import: None,
        country: "VN".to_owned(),
        given_on: day("2021-09-15"),
        kind: None,
        ordinal: None,
        source: Source::BackEntry,
        overridden: None,
    };
    dose::record(&world.registry, &head, new).await.unwrap();
    let session = NewSession {
        id: id(30),
        facility: STATION.to_owned(),
        roster: None,
        name: "Buổi sáng".to_owned(),
        place: String::new(),
        commune: String::new(),
        held_on: day("2021-09-15"),
        lots: vec![id(40)],
    };
    session::plan(&world.registry, &head, &session)
        .await
        .unwrap();
    session::open(&world.registry, &head, id(30), 1)
        .await
        .unwrap();
    let closing = Closing {
        session: id(30),
        seen_version: 2,
        lots: vec![LotCount {
            lot: id(40),
            vials_opened: 1,
            doses_wasted: 0,
        }],
        reason: "nhập sau từ giấy".to_owned(),
        shortfall: String::new(),
    };
    session::close(&world.registry, &head, &closing)
        .await
        .unwrap();
    figure::report(&world.registry, &head, &told(1, "2021-09-15", 6))
        .await
        .unwrap();
    let hospital = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let desk = by(&world, &hospital, Some(HOSPITAL), NOON);
    let theirs = NewFigure {
        facility: HOSPITAL.to_owned(),
        ..told(2, "2021-09-14", 40)
    };
    figure::report(&world.registry, &desk, &theirs)
        .await
        .unwrap();
    world
}

#[tokio::test]
async fn reported_vials_and_records_stand_beside_each_other_from_commune_to_nation() {
    let world = evening().await;
    let (from, to) = (day("2021-09-14"), day("2021-09-15"));
    let all = Figures {
        reports: 2,
        reported: 46,
        vials: 1,
        in_vials: 6,
        entered: 1,
    };
    let ministry = actor(Role::PreventiveMedicine, Scope::Nation);
    let desk = by(&world, &ministry, None, NOON);
    for (within, level, code) in [
        (Within::Nation, PartLevel::Unit(Level::Province), "34"),
        (Within::Unit("34"), PartLevel::Unit(Level::District), "340"),
        (
            Within::Unit("340"),
            PartLevel::Unit(Level::Commune),
            COMMUNE,
        ),
    ] {
        let shown = figure::compare(&world.registry, &desk, within, from, to)
            .await
            .unwrap();
        assert_eq!(shown.total, all, "{within:?}");
        assert_eq!(shown.parts.len(), 1);
        let part = &shown.parts[0];
        assert_eq!((part.level, part.code.as_str()), (level, code));
        assert_eq!((part.facilities >= 2, part.reporting), (true, 2));
    }
    let within = Within::Unit(COMMUNE);
    let shown = figure::compare(&world.registry, &desk, within, to, to)
        .await
        .unwrap();
    let lines: Vec<_> = shown
        .parts
        .iter()
        .filter(|part| part.figures.reports > 0)
        .map(|part| (part.code.as_str(), part.level, part.figures.to_enter()))
        .collect();
    assert_eq!(lines, [(STATION, PartLevel::Facility, 5)]);
    let elsewhere = figure::compare(&world.registry, &desk, Within::Unit("01"), from, to).await;
    assert!(elsewhere.unwrap().parts.is_empty());
}

#[tokio::test]
async fn everybody_compares_what_lies_below_them() {
    let world = evening().await;
    let today = day("2021-09-15");
    let province = in_province(Role::ProvincialCdc);
    let commune = in_commune(Role::CommuneCommittee);
    for (actor, within, may) in [
        (&province, Within::Unit("34"), true),
        (&province, Within::Unit(COMMUNE), true),
        (&province, Within::Nation, false),
        (&province, Within::Unit("01"), false),
        (&commune, Within::Unit(COMMUNE), true),
        (&commune, Within::Unit("340"), false),
    ] {
        let desk = by(&world, actor, None, NOON);
        let shown = figure::compare(&world.registry, &desk, within, today, today).await;
        assert_eq!(shown.is_ok(), may, "{within:?}");
    }
    let desk = by(&world, &province, None, NOON);
    let unknown = figure::compare(&world.registry, &desk, Within::Unit("xx"), today, today).await;
    assert!(matches!(unknown, Err(ReadError::NoUnit)));
    let within = Within::Unit("34");
    let backwards = figure::compare(&world.registry, &desk, within, today, day("2021-09-14")).await;
    assert!(matches!(backwards, Err(ReadError::Days)));
}
