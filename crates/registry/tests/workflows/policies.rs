//! What comes with the program holds until somebody with the right sets something else.

use khien_domain::policy::{NumberPolicy, PolicyFault};
use khien_domain::rights::{Role, Scope};
use khien_registry::account::{NotAtTerminal, at_terminal};
use khien_registry::policy::{NewPolicy, Origin, SetError, in_force, set, settings};

use crate::desks::{actor, by, day};
use crate::support::{World, at};

const NOON: &str = "2022-05-14T05:00:00Z";

fn watch<'a>(from: &str, minutes: &'a str) -> NewPolicy<'a> {
    NewPolicy {
        key: "observation_minutes",
        value: minutes,
        from: day(from),
        reason: "công văn 2000/BYT-DP",
    }
}

async fn minutes(world: &World, on: &str) -> u32 {
    let mut tx = world.registry.store().read().await.unwrap();
    let policies = in_force(&mut tx).await.unwrap();
    let minutes = policies.number(NumberPolicy::ObservationMinutes, day(on));
    // The others are still those of the program.
    assert!(policies.certificate_gate(day(on)).is_ok());
    minutes.unwrap()
}

async fn a_policy_set_here_stands_over_the_programs_from_its_day(world: World) {
    let ministry = actor(Role::PreventiveMedicine, Scope::Nation);
    let desk = by(&world, &ministry, None, NOON);
    assert_eq!(minutes(&world, "2022-06-01").await, 30);
    for _ in 0..2 {
        set(&world.registry, &desk, watch("2022-06-01", "15"))
            .await
            .unwrap();
    }
    assert_eq!(minutes(&world, "2022-05-31").await, 30);
    assert_eq!(minutes(&world, "2022-06-01").await, 15);
    set(&world.registry, &desk, watch("2022-06-01", "20"))
        .await
        .unwrap();
    assert_eq!(minutes(&world, "2022-06-01").await, 20);

    let mut tx = world.registry.store().read().await.unwrap();
    let noted = tx.audit_of("policy", "observation_minutes", 9).await;
    let noted = noted.unwrap();
    assert_eq!(noted.len(), 2, "the same again changes nothing");
    assert!(noted[0].before.as_deref().unwrap().contains("\"15\""));
    assert_eq!(noted[0].reason.as_deref(), Some("công văn 2000/BYT-DP"));
    drop(tx);

    let shown = settings(&world.registry, day("2022-06-01")).await.unwrap();
    let of = |key: &str| shown.iter().find(|it| it.row.key == key).unwrap().origin;
    assert_eq!(of("observation_minutes"), Origin::Registry);
    assert_eq!(of("certificate_gate"), Origin::Program);
}

async fn what_is_no_policy_or_has_no_reason_is_refused(world: World) {
    let ministry = actor(Role::PreventiveMedicine, Scope::Nation);
    let desk = by(&world, &ministry, None, NOON);
    let refused = async |new| set(&world.registry, &desk, new).await.unwrap_err();
    let unknown = NewPolicy {
        key: "watch",
        ..watch("2022-06-01", "15")
    };
    assert!(matches!(
        refused(unknown).await,
        SetError::Policy(PolicyFault::UnknownKey(_))
    ));
    assert!(matches!(
        refused(watch("2022-06-01", "half an hour")).await,
        SetError::Policy(PolicyFault::MalformedValue(_))
    ));
    let silent = NewPolicy {
        reason: " ",
        ..watch("2022-06-01", "15")
    };
    assert!(matches!(refused(silent).await, SetError::NoReason));
}

async fn only_the_ministry_sets_a_policy(world: World) {
    for role in [
        Role::InformationTechnology,
        Role::FacilityHead,
        Role::Auditor,
    ] {
        let somebody = actor(role, Scope::Nation);
        let desk = by(&world, &somebody, None, NOON);
        let refused = set(&world.registry, &desk, watch("2022-06-01", "15")).await;
        assert!(matches!(refused, Err(SetError::NotAllowed(_))), "{role:?}");
    }
    let nobody = at_terminal(&world.registry, at(NOON), "khong.ai").await;
    assert!(matches!(nobody, Err(NotAtTerminal::NoAccount)));
}

on_both_engines!(
    a_policy_set_here_stands_over_the_programs_from_its_day,
    what_is_no_policy_or_has_no_reason_is_refused,
    only_the_ministry_sets_a_policy,
);
