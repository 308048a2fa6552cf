//! Files and functions stay short enough to read in one sitting.

use crate::source_code::functions;
use crate::tree;

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 80;
const LARGEST_FILE_BYTES: u64 = 4_000_000;
/// A file that must be longer says so near its top, with the reason.
const REASON: &str = "Long because";
const REASON_WITHIN_LINES: usize = 15;

fn source_files() -> Vec<(String, String)> {
    let kinds = ["rs", "py", "c", "sh", "css", "js", "html"];
    tree::tracked()
        .into_iter()
        .filter(|file| kinds.iter().any(|kind| tree::is_a(kind, file)))
        .filter(|file| !file.starts_with("fixtures/") && !file.starts_with("data/"))
        .filter_map(|file| tree::text(&file).map(|text| (file, text)))
        .collect()
}

fn gives_a_reason(text: &str) -> bool {
    text.lines()
        .take(REASON_WITHIN_LINES)
        .any(|line| line.contains(REASON))
}

fn print_longest(title: &str, mut sizes: Vec<(usize, String)>) {
    sizes.sort_by(|a, b| b.cmp(a));
    println!("\nthe ten longest {title}, in lines");
    for (lines, name) in sizes.iter().take(10) {
        println!("{lines:6}  {name}");
    }
}

#[test]
fn files_are_at_most_600_lines_or_say_why() {
    let files = source_files();
    let too_long: Vec<_> = files
        .iter()
        .filter(|(_, text)| text.lines().count() > LONGEST_FILE && !gives_a_reason(text))
        .map(|(file, _)| file)
        .collect();
    print_longest(
        "files",
        files
            .iter()
            .map(|(file, text)| (text.lines().count(), file.clone()))
            .collect(),
    );
    assert!(
        too_long.is_empty(),
        "over {LONGEST_FILE} lines: {too_long:?}. Split the file by what its parts are for; a table \
         may stay long if a comment at its top says '{REASON} …'."
    );
}

#[test]
fn functions_are_at_most_80_lines_or_the_file_says_why() {
    let mut sizes = Vec::new();
    let mut too_long = Vec::new();
    for (file, text) in source_files() {
        if !tree::is_a("rs", &file) {
            continue;
        }
        for function in functions(&text) {
            let place = format!("{file}:{} {}", function.line, function.name);
            if function.length > LONGEST_FUNCTION && !gives_a_reason(&text) {
                too_long.push(place.clone());
            }
            sizes.push((function.length, place));
        }
    }
    print_longest("functions", sizes);
    assert!(
        too_long.is_empty(),
        "over {LONGEST_FUNCTION} lines: {too_long:?}. Give the steps names and make them functions."
    );
}

#[test]
fn no_tracked_file_is_over_4_megabytes() {
    let too_large: Vec<_> = tree::tracked()
        .into_iter()
        .filter(|file| {
            tree::root()
                .join(file)
                .metadata()
                .is_ok_and(|about| about.len() > LARGEST_FILE_BYTES)
        })
        .collect();
    assert!(
        too_large.is_empty(),
        "over 4 MB: {too_large:?}. Compress it, cut it, or have `khien simulate` make it."
    );
}
