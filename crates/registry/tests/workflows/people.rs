//! People are entered, found, opened, corrected.

use khien_registry::NotAllowed;
use khien_registry::person::{
    self, CorrectError, Correction, FindError, NewPerson, PersonForm, ReadError, RegisterError,
};

use crate::support::{World, an, id, lan};

const NOON: &str = "2021-09-15T05:00:00Z";

async fn enter(world: &World, number: u128, form: &PersonForm) -> Result<(), RegisterError> {
    let new = NewPerson {
        id: id(number),
        form,
        is_another: false,
    };
    person::register(&world.registry, &world.clerk(NOON), new).await
}

#[tokio::test]
async fn whom_the_register_knows_is_verified_when_entered() {
    let world = World::new().await;
    enter(&world, 10, &an()).await.unwrap();
    let record = person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    assert_eq!(record.person.identity, "verified");
    assert_eq!(record.person.full_name, "Trần Văn An");
    assert_eq!(record.verdicts.len(), 1);
    assert_eq!(record.verdicts[0].asked_by, Some(id(1)));
}

#[tokio::test]
async fn a_wrong_field_is_named_and_the_register_keeps_its_value() {
    let world = World::new().await;
    enter(&world, 10, &lan()).await.unwrap();
    let record = person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    assert_eq!(record.person.identity, "mismatch");
    assert_eq!(record.person.identity_fields, "date_of_birth");
    let kept = format!(
        "{} {}",
        record.verdicts[0].explanation, record.verdicts[0].sent
    );
    assert!(!kept.contains("1965-02-10"), "{kept}");
}

#[tokio::test]
async fn the_same_id_again_enters_nobody_twice() {
    let world = World::new().await;
    enter(&world, 10, &an()).await.unwrap();
    enter(&world, 10, &an()).await.unwrap();
    let found = person::find(&world.registry, &world.clerk(NOON), "034060001234")
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn a_second_record_of_one_person_needs_the_word_that_it_is_another() {
    let world = World::new().await;
    enter(&world, 10, &an()).await.unwrap();
    let again = enter(&world, 11, &an()).await;
    assert!(matches!(again, Err(RegisterError::MayBeKnown(known)) if known == [id(10)]));
    let new = NewPerson {
        id: id(11),
        form: &an(),
        is_another: true,
    };
    person::register(&world.registry, &world.clerk(NOON), new)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_child_hangs_on_a_guardian_who_is_there() {
    let world = World::new().await;
    let child = PersonForm {
        full_name: "Trần Minh Khôi".to_owned(),
        date_of_birth: "2015-03-01".to_owned(),
        sex: "nam".to_owned(),
        commune_code: "12688".to_owned(),
        guardian: Some(id(10)),
        ..PersonForm::default()
    };
    let orphan = enter(&world, 12, &child).await;
    assert!(matches!(orphan, Err(RegisterError::NoGuardian)));
    enter(&world, 10, &an()).await.unwrap();
    enter(&world, 12, &child).await.unwrap();
    let father = person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    assert_eq!(father.children.len(), 1);
    assert_eq!(father.children[0].identity, "no_number");
}

#[tokio::test]
async fn without_a_right_nobody_is_entered_found_or_opened() {
    let world = World::new().await;
    enter(&world, 10, &an()).await.unwrap();
    let nobody = world.nobody(NOON);
    let new = NewPerson {
        id: id(11),
        form: &lan(),
        is_another: false,
    };
    let entered = person::register(&world.registry, &nobody, new).await;
    assert!(matches!(
        entered,
        Err(RegisterError::NotAllowed(NotAllowed(_)))
    ));
    let found = person::find(&world.registry, &nobody, "tran van an").await;
    assert!(matches!(found, Err(FindError::NotAllowed(_))));
    let opened = person::read(&world.registry, &nobody, id(10)).await;
    assert!(matches!(opened, Err(ReadError::NotAllowed(_))));
    let auditor = person::read(&world.registry, &world.auditor(NOON), id(10)).await;
    assert!(matches!(auditor, Err(ReadError::NotAllowed(_))));
}

#[tokio::test]
async fn people_are_found_by_what_is_at_hand() {
    let world = World::new().await;
    enter(&world, 10, &an()).await.unwrap();
    enter(&world, 11, &lan()).await.unwrap();
    for (text, whom) in [
        ("tran van an", 10),
        ("an tran", 10),
        ("An", 10),
        ("Trần Văn An 5/8/1960", 10),
        ("0912 345 678", 10),
        ("034060001234|151234567|Trần Văn An|05081960|Nam||", 10),
        ("pham thi", 11),
    ] {
        let found = person::find(&world.registry, &world.clerk(NOON), text)
            .await
            .unwrap();
        let ids: Vec<_> = found.iter().map(|row| row.id).collect();
        assert_eq!(ids, [id(whom)], "{text}");
    }
}

#[tokio::test]
async fn a_name_with_a_day_finds_who_was_born_then_or_in_a_year_without_a_day() {
    let world = World::new().await;
    let born = |text: &str| PersonForm {
        date_of_birth: text.to_owned(),
        id_number: String::new(),
        old_number: String::new(),
        ..an()
    };
    for (number, text) in [(10, "05/08/1960"), (11, "1960"), (12, "06/08/1960")] {
        let new = NewPerson {
            id: id(number),
            form: &born(text),
            is_another: true,
        };
        person::register(&world.registry, &world.clerk(NOON), new)
            .await
            .unwrap();
    }
    for (text, whom) in [
        ("tran van an 5/8/1960", &[10, 11][..]),
        ("tran van an 7/8/1960", &[11]),
        ("tran van an 1960", &[10, 11, 12]),
        ("tran van an 7/8/1961", &[]),
    ] {
        let found = person::find(&world.registry, &world.clerk(NOON), text)
            .await
            .unwrap();
        let mut ids: Vec<_> = found.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        let wanted: Vec<_> = whom.iter().map(|number| id(*number)).collect();
        assert_eq!(ids, wanted, "{text}");
    }
}

#[tokio::test]
async fn opening_a_record_is_noted_in_it() {
    let world = World::new().await;
    enter(&world, 10, &an()).await.unwrap();
    person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    let record = person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    let acts: Vec<_> = record
        .audit
        .iter()
        .map(|entry| entry.act.as_str())
        .collect();
    assert_eq!(acts, ["person_read", "person_register"]);
}

#[tokio::test]
async fn a_correction_is_checked_anew_and_keeps_what_was() {
    let world = World::new().await;
    enter(&world, 10, &lan()).await.unwrap();
    let right = PersonForm {
        date_of_birth: "10/02/1965".to_owned(),
        ..lan()
    };
    let correction = || Correction {
        person: id(10),
        form: &right,
        seen_version: 1,
        reason: "theo căn cước",
    };
    person::correct(&world.registry, &world.clerk(NOON), correction())
        .await
        .unwrap();
    let record = person::read(&world.registry, &world.clerk(NOON), id(10))
        .await
        .unwrap();
    assert_eq!(record.person.identity, "verified");
    assert_eq!(record.verdicts.len(), 2);
    let entry = &record.audit[0];
    assert_eq!(entry.reason.as_deref(), Some("theo căn cước"));
    assert!(entry.before.as_deref().unwrap().contains("1965-02-11"));
    assert!(entry.after.as_deref().unwrap().contains("1965-02-10"));

    let second = person::correct(&world.registry, &world.clerk(NOON), correction()).await;
    assert!(matches!(second, Err(CorrectError::Changed)));
}

#[tokio::test]
async fn a_correction_needs_a_reason_and_a_right_that_reaches_the_person() {
    let world = World::new().await;
    enter(&world, 10, &lan()).await.unwrap();
    let right = lan();
    let correction = |reason| Correction {
        person: id(10),
        form: &right,
        seen_version: 1,
        reason,
    };
    let silent = person::correct(&world.registry, &world.clerk(NOON), correction(" ")).await;
    assert!(matches!(silent, Err(CorrectError::NoReason)));
    let elsewhere = world.clerk_elsewhere(NOON);
    let refused = person::correct(&world.registry, &elsewhere, correction("x")).await;
    assert!(matches!(refused, Err(CorrectError::NotAllowed(_))));
}
