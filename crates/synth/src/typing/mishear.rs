//! Syllables as somebody of another dialect hears and writes them.

use super::letter::{is_vowel, with_tone, without_tone};
use crate::dice::Dice;

/// Initials that dialects confuse, in both directions.
const INITIALS: &[(&str, &str)] = &[
    ("s", "x"),
    ("tr", "ch"),
    ("d", "gi"),
    ("d", "v"),
    ("gi", "v"),
    ("l", "n"),
    ("r", "g"),
    ("qu", "w"),
];
/// Finals that dialects confuse, in both directions.
const FINALS: &[(&str, &str)] = &[("ng", "n"), ("c", "t"), ("nh", "n"), ("ch", "t")];

/// Whole syllables that are one name in two regions.
const REGIONAL: &[(&str, &str)] = &[
    ("Hoàng", "Huỳnh"),
    ("Vũ", "Võ"),
    ("Phúc", "Phước"),
    ("Nhật", "Nhựt"),
    ("Bảo", "Bửu"),
    ("Chính", "Chánh"),
    ("Sinh", "Sanh"),
    ("Thịnh", "Thạnh"),
    ("Tùng", "Tòng"),
    ("Phụng", "Phượng"),
    ("Nghĩa", "Ngãi"),
    ("Chu", "Châu"),
    ("Cảnh", "Kiểng"),
    ("Hồng", "Hường"),
    ("Đan", "Đơn"),
    ("Tính", "Tánh"),
];

/// The syllable misheard in one way that fits it; `None` where nothing can be confused.
pub(super) fn misheard(dice: &mut Dice, syllable: &str) -> Option<String> {
    let first = dice.below(3);
    (0..3).find_map(|turn| match (first + turn) % 3 {
        0 => other_initial(dice, syllable),
        1 => other_final(dice, syllable),
        _ => other_tone(syllable),
    })
}

/// The other region's form of the syllable.
pub(super) fn regional(syllable: &str) -> Option<&'static str> {
    REGIONAL.iter().find_map(|&(one, two)| match syllable {
        _ if syllable == one => Some(two),
        _ if syllable == two => Some(one),
        _ => None,
    })
}

fn starts_with(letters: &[char], text: &str) -> bool {
    letters.len() > text.len()
        && letters
            .iter()
            .zip(text.chars())
            .all(|(letter, wanted)| letter.to_lowercase().eq(wanted.to_lowercase()))
}

/// An onset must end where the vowels begin, so that "Tr" is not taken for "T".
fn is_onset(letters: &[char], text: &str) -> bool {
    starts_with(letters, text) && letters.get(text.len()).is_some_and(|&next| is_vowel(next))
}

fn other_initial(dice: &mut Dice, syllable: &str) -> Option<String> {
    let (letters, tone) = without_tone(syllable);
    let mut fitting: Vec<(&str, &str)> = Vec::new();
    for &(one, two) in INITIALS.iter().filter(|pair| pair.1 != "w") {
        if is_onset(&letters, one) {
            fitting.push((one, two));
        } else if is_onset(&letters, two) {
            fitting.push((two, one));
        }
    }
    let &(from, to) = fitting.get(dice.below(fitting.len()))?;
    let rest = &letters[from.len()..];
    let mut changed: Vec<char> = to.chars().collect();
    changed.extend(rest);
    if syllable.chars().next().is_some_and(char::is_uppercase) {
        changed[0] = changed[0].to_ascii_uppercase();
    }
    let tone = tone.and_then(|(at, mark)| Some(((at + to.len()).checked_sub(from.len())?, mark)));
    Some(with_tone(&changed, tone))
}

fn other_final(dice: &mut Dice, syllable: &str) -> Option<String> {
    let (letters, tone) = without_tone(syllable);
    let coda_at = letters.iter().rposition(|&letter| is_vowel(letter))? + 1;
    let coda: String = letters[coda_at..].iter().collect();
    let fitting: Vec<&str> = FINALS
        .iter()
        .filter_map(|&(one, two)| match coda.as_str() {
            coda if coda == one => Some(two),
            coda if coda == two => Some(one),
            _ => None,
        })
        .collect();
    let to = fitting.get(dice.below(fitting.len()))?;
    let changed: Vec<char> = letters[..coda_at]
        .iter()
        .copied()
        .chain(to.chars())
        .collect();
    Some(with_tone(&changed, tone))
}

/// Hỏi and ngã are one tone in the south, ngã and nặng are close in the centre.
fn other_tone(syllable: &str) -> Option<String> {
    let (letters, tone) = without_tone(syllable);
    let (at, mark) = tone?;
    let other = match mark {
        '\u{309}' | '\u{323}' => '\u{303}',
        '\u{303}' => '\u{309}',
        _ => return None,
    };
    Some(with_tone(&letters, Some((at, other))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;

    #[test]
    fn syllables_are_heard_in_another_dialect() {
        let mut dice = Dice::new(1, Stream::Records, 0);
        assert_eq!(other_initial(&mut dice, "Sơn").as_deref(), Some("Xơn"));
        assert_eq!(other_initial(&mut dice, "Trâm").as_deref(), Some("Châm"));
        assert_eq!(other_initial(&mut dice, "Long").as_deref(), Some("Nong"));
        assert_eq!(
            other_final(&mut dice, "Ngân").map(|s| s.starts_with("Ngân")),
            Some(true)
        );
        assert_eq!(other_final(&mut dice, "Lộc").as_deref(), Some("Lột"));
        assert_eq!(other_tone("Thủy").as_deref(), Some("Thũy"));
        assert_eq!(regional("Huỳnh"), Some("Hoàng"));
        assert_eq!(regional("Nam"), None);
    }
}
