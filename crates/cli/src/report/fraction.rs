//! Shares in words: "ba phần tư", "nearly three quarters".

use super::words::Words;
use crate::number::tenths;

/// Fractions that are said in words: numerator, denominator.
const FRACTIONS: [(u64, u64); 15] = [
    (1, 10),
    (1, 6),
    (1, 5),
    (1, 4),
    (3, 10),
    (1, 3),
    (2, 5),
    (1, 2),
    (3, 5),
    (2, 3),
    (7, 10),
    (3, 4),
    (4, 5),
    (5, 6),
    (9, 10),
];
/// Below and above these tenths of a per cent a figure says more than a fraction.
const SAID_IN_WORDS: std::ops::RangeInclusive<u64> = 80..=930;
/// So near, in tenths of a per cent, the fraction is said without "nearly" or "more than".
const NEAR: u64 = 5;

/// The share in words: a fraction with "nearly" or "more than", or the percentage.
pub(super) fn in_words(words: &Words, part: u64, whole: u64) -> String {
    let share = tenths(part, whole);
    if part == whole || !SAID_IN_WORDS.contains(&share) {
        return if part == whole && whole > 0 {
            words.say("share-all")
        } else {
            words.number.percent(part, whole)
        };
    }
    let distance = |(over, under): (u64, u64)| share.abs_diff(tenths(over, under));
    let nearest = FRACTIONS
        .into_iter()
        .min_by_key(|fraction| distance(*fraction))
        .unwrap_or((1, 2));
    let fraction = words.code("share", &format!("{}-{}", nearest.0, nearest.1));
    let key = match share {
        _ if distance(nearest) <= NEAR => return fraction,
        share if share < tenths(nearest.0, nearest.1) => "share-nearly",
        _ => "share-over",
    };
    words.say_with(key, &[("share", fraction.into())])
}

/// The keys that this module asks for by their numbers.
#[cfg(test)]
pub(super) fn keys() -> impl Iterator<Item = String> {
    FRACTIONS
        .iter()
        .map(|(over, under)| format!("share-{over}-{under}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::words::Language;

    #[test]
    fn shares_are_said_as_people_say_them() {
        let vi = Words::of(Language::Vietnamese).unwrap();
        let en = Words::of(Language::English).unwrap();
        for (part, in_vi, in_en) in [
            (752, "ba phần tư", "three quarters"),
            (693, "gần bảy phần mười", "nearly seven tenths"),
            (213, "hơn một phần năm", "more than a fifth"),
            (1000, "toàn bộ", "all"),
            (23, "2,3\u{a0}%", "2.3%"),
            (0, "0,0\u{a0}%", "0.0%"),
            (985, "98,5\u{a0}%", "98.5%"),
        ] {
            assert_eq!(in_words(&vi, part, 1000), in_vi);
            assert_eq!(in_words(&en, part, 1000), in_en);
        }
    }

    proptest::proptest! {
        #[test]
        fn nearly_and_more_than_are_true(part in 80_u64..=930) {
            let vi = Words::of(Language::Vietnamese).unwrap();
            let said = in_words(&vi, part, 1000);
            let fraction = |at: &(u64, u64)| said.ends_with(&vi.code("share", &format!("{}-{}", at.0, at.1)));
            let (over, under) = FRACTIONS.into_iter().rfind(fraction).unwrap();
            proptest::prop_assert!(!said.starts_with("gần") || part * under < over * 1000);
            proptest::prop_assert!(!said.starts_with("hơn") || part * under > over * 1000);
        }
    }
}
