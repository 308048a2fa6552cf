//! The slip of the 30-minute screen: one record, one answer, until the session ends.

use khien_domain::ConfirmationChannel;
use khien_registry::credentials::SlipCode;
use khien_registry::session::{
    self, ConfirmedField, DeskError, MOST_OPENED, NewConfirmation, Refused, SlipError, SlipUse,
    board, confirm_by_slip, hand_slip, open_slip,
};
use khien_store::Moment;
use uuid::Uuid;

use crate::desks::day;
use crate::sessions::{SESSION, close, closing, come, dosed, gone, opened};
use crate::support::{STATION, World, at, id};

const NOON: &str = "2021-09-15T05:00:00Z";
const LATER: &str = "2021-09-15T05:20:00Z";

fn code(byte: u8) -> SlipCode {
    SlipCode::from_random([byte; 10])
}

async fn hand(world: &World, attendance: Uuid, byte: u8) -> Result<(), SlipError> {
    hand_slip(&world.registry, &world.clerk(NOON), attendance, &code(byte)).await
}

async fn answer(world: &World, byte: u8, refused: &[Refused]) -> Result<(), SlipError> {
    let said = SlipUse {
        at: at(LATER),
        ids: &world.ids,
        code: &code(byte),
        refused,
    };
    confirm_by_slip(&world.registry, said).await
}

/// People who are due a passport, by cause.
async fn due(world: &World) -> Vec<String> {
    let mut tx = world.registry.store().write().await.unwrap();
    let due = tx.certificate_due(true, 10).await.unwrap();
    due.into_iter().map(|row| row.cause).collect()
}

/// Before that, the signature notes them.
#[tokio::test]
async fn who_answers_after_the_dose_was_signed_is_looked_at_again() {
    for is_signed in [false, true] {
        let world = opened().await;
        let attendance = dosed(&world, 10).await;
        hand(&world, attendance, 1).await.unwrap();
        if is_signed {
            let mut tx = world.registry.store().write().await.unwrap();
            tx.mark_signed(&[id(210)], Moment(at(NOON))).await.unwrap();
            tx.commit().await.unwrap();
        }
        answer(&world, 1, &[]).await.unwrap();
        let said = NewConfirmation {
            id: id(400),
            attendance,
            channel: ConfirmationChannel::ReadAloud,
            refused: Vec::new(),
        };
        session::confirm(&world.registry, &world.clerk(LATER), &said)
            .await
            .unwrap();
        let expected: &[&str] = if is_signed { &["attendance"; 2] } else { &[] };
        assert_eq!(due(&world).await, expected);
    }
}

#[tokio::test]
async fn a_slip_opens_one_record_and_takes_one_answer() {
    let world = opened().await;
    let attendance = dosed(&world, 10).await;
    hand(&world, attendance, 1).await.unwrap();
    let shown = open_slip(&world.registry, at(LATER), &code(1))
        .await
        .unwrap();
    assert_eq!(shown.person.id, id(10));
    assert_eq!(shown.dose.id, id(210));
    let phone = Refused {
        field: ConfirmedField::Phone,
        should_be: "0912 345 678".to_owned(),
    };
    let wrong = [phone, ConfirmedField::Sex.into()];
    answer(&world, 1, &wrong).await.unwrap();
    let twice = answer(&world, 1, &[]).await;
    assert!(matches!(twice, Err(SlipError::Used)));
    let again = open_slip(&world.registry, at(LATER), &code(1)).await;
    assert!(matches!(again, Err(SlipError::Used)));
    let clerk = world.clerk(LATER);
    let counts = board(&world.registry, &clerk, STATION, day("2021-09-15")).await;
    let counts = counts.unwrap()[0].counts;
    assert_eq!((counts.refused, counts.confirmed, counts.dosed), (1, 0, 1));
    let people = session::follow_up(&world.registry, &clerk, SESSION).await;
    let people = people.unwrap();
    assert_eq!(people.len(), 1);
    let said = people[0].said.as_ref().unwrap();
    assert_eq!((said.channel.as_str(), said.noted_by), ("own_phone", None));
    let [phone, _] = wrong;
    let kept = session::refused(said);
    assert_eq!(kept, [phone, ConfirmedField::Sex.into()]);
    let mut tx = world.registry.store().read().await.unwrap();
    assert!(
        tx.slip(&[1; 32]).await.unwrap().is_none(),
        "the token itself"
    );
}

#[tokio::test]
async fn a_slip_is_for_somebody_who_got_a_dose_by_those_who_may() {
    let world = opened().await;
    let attendance = come(&world, 10).await;
    let early = hand(&world, attendance, 1).await;
    assert!(matches!(early, Err(SlipError::NoDose)));
    let nobody = world.nobody(NOON);
    let nobody = hand_slip(&world.registry, &nobody, attendance, &code(1)).await;
    assert!(matches!(
        nobody,
        Err(SlipError::Desk(DeskError::NotAllowed(_)))
    ));
    let unknown = open_slip(&world.registry, at(NOON), &code(9)).await;
    assert!(matches!(unknown, Err(SlipError::Unknown)));
}

#[tokio::test]
async fn a_new_slip_takes_the_place_of_the_old_one() {
    let world = opened().await;
    let attendance = dosed(&world, 10).await;
    hand(&world, attendance, 1).await.unwrap();
    hand(&world, attendance, 2).await.unwrap();
    let old = answer(&world, 1, &[]).await;
    assert!(matches!(old, Err(SlipError::Ended)));
    answer(&world, 2, &[]).await.unwrap();
}

#[tokio::test]
async fn a_slip_is_not_opened_for_ever() {
    let world = opened().await;
    let attendance = dosed(&world, 10).await;
    hand(&world, attendance, 1).await.unwrap();
    for _ in 0..MOST_OPENED {
        open_slip(&world.registry, at(LATER), &code(1))
            .await
            .unwrap();
    }
    let more = open_slip(&world.registry, at(LATER), &code(1)).await;
    assert!(matches!(more, Err(SlipError::TooOften)));
}

#[tokio::test]
async fn a_slip_ends_at_midnight_and_with_the_session() {
    let world = opened().await;
    let attendance = gone(&world, 10).await;
    hand(&world, attendance, 1).await.unwrap();
    let night = open_slip(&world.registry, at("2021-09-15T17:00:00Z"), &code(1)).await;
    assert!(matches!(night, Err(SlipError::Ended)));
    let order = closing(&world, Vec::new(), "một liều, chưa đếm lọ").await;
    close(&world, &order).await.unwrap();
    let over = answer(&world, 1, &[]).await;
    assert!(matches!(over, Err(SlipError::Ended)));
}
