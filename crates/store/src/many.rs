//! One statement for many rows, made from the statement for one.

use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::EngineKind;

/// Rows of a statement: as many as possible of the first, then of the next. Each statement costs a
/// way to the database and back; each size is a text that a connection keeps prepared. The widest
/// row has 25 columns, and SQLite takes 32,766 parameters.
const ROWS: [usize; 6] = [512, 128, 32, 8, 2, 1];

/// The texts made from one statement.
pub(crate) struct Texts {
    one: &'static str,
    columns: usize,
    sqlite: [OnceLock<String>; ROWS.len()],
    postgres: [OnceLock<String>; ROWS.len()],
}

impl Texts {
    /// From the text for one row, whose only list of values names its parameters in order.
    pub(crate) const fn new(one: &'static str, columns: usize) -> Self {
        Self {
            one,
            columns,
            sqlite: [const { OnceLock::new() }; ROWS.len()],
            postgres: [const { OnceLock::new() }; ROWS.len()],
        }
    }

    /// Cuts rows into pieces, each with its text.
    pub(crate) fn pieces<'r, T>(
        &'static self,
        engine: EngineKind,
        mut rows: &'r [T],
    ) -> impl Iterator<Item = (&'static str, &'r [T])> {
        let made = match engine {
            EngineKind::Sqlite => &self.sqlite,
            EngineKind::Postgres => &self.postgres,
        };
        std::iter::from_fn(move || {
            let size = ROWS.iter().position(|size| *size <= rows.len())?;
            let (piece, rest) = rows.split_at(ROWS[size]);
            rows = rest;
            let text =
                made[size].get_or_init(|| repeated(engine, self.one, self.columns, ROWS[size]));
            Some((text.as_str(), piece))
        })
    }
}

/// The statement with its list of values repeated, the parameters counted on. For SQLite they are
/// only counted: it looks a parameter with a number up in a list, once for each that is bound.
fn repeated(engine: EngineKind, one: &str, columns: usize, rows: usize) -> String {
    const BEFORE: &str = "VALUES (";
    let (head, rest) = one.split_once(BEFORE).unwrap_or((one, ""));
    let (_, tail) = rest.split_once(')').unwrap_or_default();
    let mut text = format!("{head}VALUES ");
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let comma = if column == 1 { "" } else { ", " };
            // Writing to a String does not fail.
            let _ = match engine {
                EngineKind::Sqlite => write!(text, "{comma}?"),
                EngineKind::Postgres => write!(text, "{comma}${}", row * columns + column),
            };
        }
        text.push(')');
    }
    text.push_str(tail);
    text
}

/// Runs the statement for one row on many: `run_many!(tx, "person/insert", rows, id, name)` binds
/// the fields of each row in this order; gives how many rows of the table it touched.
macro_rules! run_many {
    ($tx:expr, $name:literal, $rows:expr, $($field:ident),+ $(,)?) => {{
        static TEXTS: $crate::many::Texts =
            $crate::many::Texts::new(sql!($name), [$(stringify!($field)),+].len());
        let mut touched = 0;
        for (text, rows) in TEXTS.pieces($tx.kind(), $rows) {
            touched += on_engine!($tx, connection => {
                let mut query = sqlx::query(text);
                for row in rows {
                    query = bind!(query, row, $($field),+);
                }
                query.execute(connection).await?.rows_affected()
            });
        }
        touched
    }};
}

/// Texts as a JSON list: SQLite takes no lists.
pub(crate) fn json_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut json = String::from("[");
    for text in texts {
        if json.len() > 1 {
            json.push(',');
        }
        json_text(&mut json, text);
    }
    json.push(']');
    json
}

/// A JSON list of pairs of texts.
pub(crate) fn json_pairs(pairs: &[(String, String)]) -> String {
    let mut json = String::from("[");
    for (first, second) in pairs {
        json.push_str(if json.len() > 1 { ",[" } else { "[" });
        json_text(&mut json, first);
        json.push(',');
        json_text(&mut json, second);
        json.push(']');
    }
    json.push(']');
    json
}

/// Ids as a JSON list in hexadecimal.
pub(crate) fn json_ids(ids: &[uuid::Uuid]) -> String {
    let mut json = String::with_capacity(2 + ids.len() * 35);
    json.push('[');
    for id in ids {
        let comma = if json.len() > 1 { "," } else { "" };
        // Writing to a String does not fail.
        let _ = write!(json, "{comma}\"{}\"", id.simple());
    }
    json.push(']');
    json
}

fn json_text(json: &mut String, text: &str) {
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                json.push('\\');
                json.push(letter);
            }
            letter if letter.is_control() => {
                // Writing to a String does not fail.
                let _ = write!(json, "\\u{:04x}", u32::from(letter));
            }
            letter => json.push(letter),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_values_is_repeated_and_the_rest_stays() {
        let one = "INSERT INTO a (b, c)\nVALUES (\n    $1, $2\n)\nON CONFLICT (b) DO NOTHING";
        assert_eq!(
            repeated(EngineKind::Sqlite, one, 2, 2),
            "INSERT INTO a (b, c)\nVALUES (?, ?), (?, ?)\nON CONFLICT (b) DO NOTHING"
        );
        assert_eq!(
            repeated(EngineKind::Postgres, one, 2, 3),
            "INSERT INTO a (b, c)\nVALUES ($1, $2), ($3, $4), ($5, $6)\nON CONFLICT (b) DO NOTHING"
        );
    }

    #[test]
    fn rows_are_cut_into_few_sizes() {
        static TEXTS: Texts = Texts::new("INSERT INTO a VALUES ($1)", 1);
        let rows: Vec<u16> = (0..600).collect();
        let sizes: Vec<usize> = TEXTS
            .pieces(EngineKind::Sqlite, &rows)
            .map(|(_, rows)| rows.len())
            .collect();
        assert_eq!(sizes.iter().sum::<usize>(), 600);
        assert_eq!(sizes, [512, 32, 32, 8, 8, 8]);
        let joined: Vec<u16> = TEXTS
            .pieces(EngineKind::Sqlite, &rows)
            .flat_map(|(_, rows)| rows.to_vec())
            .collect();
        assert_eq!(joined, rows);
    }

    #[test]
    fn what_json_would_trip_over_is_escaped() {
        let pairs = [("a\"b".to_owned(), "c\\\n".to_owned())];
        assert_eq!(json_pairs(&pairs), "[[\"a\\\"b\",\"c\\\\\\u000a\"]]");
        assert_eq!(json_list(["x", "ă"]), "[\"x\",\"ă\"]");
    }
}
