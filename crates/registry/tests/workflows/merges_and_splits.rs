//! Whatever is joined and parted in whatever order: no dose is lost, none is doubled.

use std::collections::BTreeMap;

use khien_registry::person::{
    self, MergeError, Merging, NewPerson, PersonForm, SplitError, Splitting,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use crate::merges::{LATER, doses, give, row};
use crate::support::{World, an, id};

const PEOPLE: std::ops::Range<u128> = 10..14;

/// What somebody does.
#[derive(Clone, Debug)]
enum Act {
    Merge {
        survivor: usize,
        loser: usize,
        keep: bool,
    },
    Split {
        which: usize,
    },
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (0..4usize, 0..4usize, any::<bool>())
            .prop_map(|(survivor, loser, keep)| Act::Merge { survivor, loser, keep }),
        1 => (0..8usize).prop_map(|which| Act::Split { which }),
    ]
}

/// Doses of each person: day of the month, so that some are twins.
fn any_doses() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let of_one = prop::collection::btree_set(1u8..5, 0..4);
    prop::collection::vec(of_one.prop_map(|days| days.into_iter().collect()), 4)
}

/// Whose each dose is and whether it counts, over everybody.
type Picture = BTreeMap<Uuid, (Uuid, bool)>;

async fn picture(world: &World) -> Picture {
    let mut picture = Picture::new();
    for number in PEOPLE {
        for dose in doses(world, number).await {
            let counts = dose.state != "voided";
            assert!(picture.insert(dose.id, (dose.person_id, counts)).is_none());
        }
    }
    picture
}

/// Days on which a person, with everybody joined to them, is seen to have got a dose.
async fn seen(world: &World) -> BTreeMap<u128, Vec<String>> {
    let mut seen = BTreeMap::new();
    for number in PEOPLE {
        let mut root = row(world, number).await;
        while let Some(into) = root.merged_into {
            root = row(world, into.as_u128()).await;
        }
        let counting = doses(world, root.id.as_u128()).await;
        let counting = counting.iter().filter(|dose| dose.state != "voided");
        let mut days: Vec<_> = counting.map(|dose| dose.given_on.0.to_string()).collect();
        days.dedup();
        seen.insert(number, days);
    }
    seen
}

async fn begin(given: &[Vec<u8>]) -> World {
    let world = World::new().await;
    for (number, days) in PEOPLE.zip(given) {
        let form = PersonForm { ..an() };
        let new = NewPerson {
            id: id(number),
            form: &form,
            is_another: true,
        };
        person::register(&world.registry, &world.clerk(LATER), new)
            .await
            .unwrap();
        for day in days {
            let dose = number * 100 + u128::from(*day);
            give(
                &world,
                dose,
                number,
                "comirnaty",
                &format!("2021-09-{day:02}"),
            )
            .await;
        }
    }
    world
}

async fn play(given: &[Vec<u8>], acts: &[Act]) {
    let world = begin(given).await;
    let at_first = (picture(&world).await, seen(&world).await);
    let mut merges: Vec<(Uuid, u128)> = Vec::new();
    for (number, act) in (1000..).zip(acts) {
        match *act {
            Act::Merge {
                survivor,
                loser,
                keep,
            } => {
                let merge = join(&world, id(number), (survivor, loser), keep).await;
                merges.extend(merge.map(|survivor| (id(number), survivor)));
            }
            Act::Split { which } if !merges.is_empty() => {
                let which = which % merges.len();
                let (merge, survivor) = merges[which];
                if part(&world, merge, survivor).await {
                    merges.remove(which);
                }
            }
            Act::Split { .. } => {}
        }
        let now = picture(&world).await;
        assert!(now.keys().eq(at_first.0.keys()), "a dose is gone or new");
        // Nobody sees fewer doses than they had.
        for (person, days) in seen(&world).await {
            let had = &at_first.1[&person];
            assert!(had.iter().all(|day| days.contains(day)), "{person}");
        }
    }
    // The last first, everything comes apart again.
    while let Some((merge, survivor)) = merges.pop() {
        assert!(part(&world, merge, survivor).await);
    }
    assert_eq!(picture(&world).await, at_first.0);
    let mut tx = world.registry.store().read().await.unwrap();
    let counted = tx.count_total().await.unwrap();
    assert_eq!(counted, tx.recount_total().await.unwrap());
}

/// Joins two; the number of the survivor, if they could be joined.
async fn join(
    world: &World,
    merge: Uuid,
    (survivor, loser): (usize, usize),
    keep: bool,
) -> Option<u128> {
    let number = |place| PEOPLE.clone().nth(place).unwrap();
    let (survivor, loser) = (number(survivor), number(loser));
    let theirs = doses(world, loser).await;
    let keep: Vec<Uuid> = theirs.iter().map(|dose| dose.id).filter(|_| keep).collect();
    let order = Merging {
        id: merge,
        survivor: (id(survivor), row(world, survivor).await.version),
        loser: (id(loser), row(world, loser).await.version),
        keep: &keep,
        reason: "thử",
    };
    match person::merge(&world.registry, &world.head(LATER), order).await {
        Ok(()) => Some(survivor),
        Err(MergeError::SameRecord | MergeError::Merged(_)) => None,
        Err(other) => panic!("{other}"),
    }
}

async fn part(world: &World, merge: Uuid, survivor: u128) -> bool {
    let order = Splitting {
        merge,
        seen_version: row(world, survivor).await.version,
        for_loser: &[],
        for_survivor: &[],
        reason: "thử",
    };
    match person::split(&world.registry, &world.head(LATER), order).await {
        Ok(()) => true,
        Err(SplitError::Merged(_) | SplitError::LaterFirst(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn any_sequence_of_merges_and_splits_keeps_every_dose() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = prop::collection::vec(any_act(), 1..10);
    TestRunner::new(config)
        .run(&(any_doses(), acts), |(given, acts)| {
            runtime.block_on(play(&given, &acts));
            Ok(())
        })
        .unwrap();
}
