//! What was typed beside what is registered, with the differing parts marked: syllables in names,
//! runs of digits in dates, digits in numbers.

use super::data::Field;
use super::words::shown;
use crate::number::day_first;

/// Above this many parts nothing is aligned; both texts count as different throughout.
const MOST_PARTS: usize = 120;
/// Place, century and sex, year, serial: how twelve digits are read.
const GROUPS: [usize; 4] = [3, 1, 2, 6];

/// A run of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) changed: bool,
}

/// Text in groups: four for a 12-digit number, else one.
pub(super) type Groups = Vec<Vec<Span>>;

/// Both texts, marked where they differ if `differs`.
pub(super) fn compare(
    field: Field,
    typed: &str,
    register: &str,
    differs: bool,
) -> (Groups, Groups) {
    let texts = [typed, register].map(|text| match field {
        Field::DateOfBirth => day_first(&shown(text)),
        _ => shown(text),
    });
    let [typed, register] = texts.each_ref().map(|text| parts(field, text));
    let (mut in_typed, mut in_register) = if differs {
        marks(&typed, &register)
    } else {
        (vec![false; typed.len()], vec![false; register.len()])
    };
    if field == Field::IdNumber && differs && !alike(&in_typed, &in_register) {
        in_typed.fill(true);
        in_register.fill(true);
    }
    (
        grouped(field, &typed, &in_typed),
        grouped(field, &register, &in_register),
    )
}

/// The smallest parts that are marked as one.
fn parts(field: Field, text: &str) -> Vec<String> {
    let kind = |c: char| match field {
        Field::DateOfBirth => u8::from(c.is_ascii_digit()),
        _ => u8::from(c.is_whitespace()),
    };
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let this = Some(kind(c));
        match parts.last_mut() {
            Some(part) if field != Field::IdNumber && last == this => part.push(c),
            _ => parts.push(c.to_string()),
        }
        last = this;
    }
    parts
}

/// Whether two numbers share so much that the rest looks like a slip. Of numbers that have
/// nothing to do with each other a few digits always agree; marking the others would be noise.
fn alike(in_a: &[bool], in_b: &[bool]) -> bool {
    let kept = in_a.iter().filter(|changed| !**changed).count();
    kept * 3 >= in_a.len().max(in_b.len()) * 2
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Which parts have no partner: place by place if both have as many, else by the longest common
/// subsequence.
fn marks(a: &[String], b: &[String]) -> (Vec<bool>, Vec<bool>) {
    if a.len() == b.len() {
        let differ: Vec<bool> = a.iter().zip(b).map(|(a, b)| !same(a, b)).collect();
        return (differ.clone(), differ);
    }
    let (mut in_a, mut in_b) = (vec![true; a.len()], vec![true; b.len()]);
    if a.len().max(b.len()) > MOST_PARTS {
        return (in_a, in_b);
    }
    let longest = longest_common(a, b);
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if same(&a[i], &b[j]) && longest[i][j] == longest[i + 1][j + 1] + 1 {
            (in_a[i], in_b[j]) = (false, false);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (in_a, in_b)
}

/// Length of the longest common subsequence of every pair of tails.
fn longest_common(a: &[String], b: &[String]) -> Vec<Vec<usize>> {
    let mut longest = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if same(&a[i], &b[j]) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    longest
}

fn grouped(field: Field, parts: &[String], marks: &[bool]) -> Groups {
    let digits = field == Field::IdNumber
        && parts.len() == GROUPS.iter().sum::<usize>()
        && parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits {
        return vec![spans(parts, marks)];
    }
    let mut start = 0;
    GROUPS
        .iter()
        .map(|length| {
            let range = start..start + length;
            start = range.end;
            spans(&parts[range.clone()], &marks[range])
        })
        .collect()
}

/// Neighbours with the same mark become one span; spaces never carry a mark.
fn spans(parts: &[String], marks: &[bool]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (part, mark) in parts.iter().zip(marks) {
        let changed = *mark && !part.trim().is_empty();
        match spans.last_mut() {
            Some(span) if span.changed == changed => span.text.push_str(part),
            _ => spans.push(Span {
                text: part.clone(),
                changed,
            }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[x]` marks what differs, `|` divides groups.
    fn marked(groups: &Groups) -> String {
        let group = |spans: &Vec<Span>| -> String {
            let mark = |span: &Span| {
                if span.changed {
                    format!("[{}]", span.text)
                } else {
                    span.text.clone()
                }
            };
            spans.iter().map(mark).collect()
        };
        groups.iter().map(group).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn differences_are_marked_where_a_reader_looks_for_them() {
        for (field, typed, register, in_typed, in_register) in [
            (
                Field::FullName,
                "Le Thi Trang",
                "Lê Thị Trang",
                "[Le] [Thi] Trang",
                "[Lê] [Thị] Trang",
            ),
            (
                Field::FullName,
                "Trần An",
                "Trần Văn An",
                "Trần An",
                "Trần [Văn] An",
            ),
            (
                Field::DateOfBirth,
                "11/04/2002",
                "2002-11-04",
                "[11]/[04]/2002",
                "[04]/[11]/2002",
            ),
            (
                Field::DateOfBirth,
                "1941",
                "1941-03-15",
                "1941",
                "[15/03/]1941",
            ),
            (
                Field::DateOfBirth,
                "01/01/1944",
                "1945",
                "[01/01/1944]",
                "[1945]",
            ),
            (
                Field::IdNumber,
                "034302220164",
                "034302221064",
                "034|3|02|22[01]64",
                "034|3|02|22[10]64",
            ),
            (
                Field::IdNumber,
                "34164296486",
                "034164296486",
                "34164296486",
                "[0]34|1|64|296486",
            ),
            (
                Field::IdNumber,
                "",
                "034164296486",
                "",
                "[034]|[1]|[64]|[296486]",
            ),
            (Field::Sex, "M", "F", "[M]", "[F]"),
        ] {
            let (a, b) = compare(field, typed, register, true);
            assert_eq!(
                (marked(&a).as_str(), marked(&b).as_str()),
                (in_typed, in_register)
            );
        }
    }

    #[test]
    fn nothing_is_marked_where_the_fields_agree() {
        let (a, _) = compare(Field::FullName, "NGUYEÃN VAÊN AN", "Nguyễn Văn An", false);
        assert_eq!(marked(&a), "NGUYEÃN VAÊN AN");
    }

    proptest! {
        #[test]
        fn no_text_is_lost(typed in "\\PC{0,60}", register in "\\PC{0,60}") {
            let (a, b) = compare(Field::FullName, &typed, &register, true);
            let plain = |groups: &Groups| -> String {
                groups.iter().flatten().map(|span| span.text.as_str()).collect()
            };
            prop_assert_eq!(plain(&a), shown(&typed));
            prop_assert_eq!(plain(&b), shown(&register));
        }
    }
}
