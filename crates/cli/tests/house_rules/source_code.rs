//! Just enough of Rust's syntax to see where functions begin and end.

/// A function and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// First line, counted from 1.
    pub(crate) line: usize,
    /// Lines from `fn` to the closing brace, comments and blank lines included.
    pub(crate) length: usize,
}

/// Every function with a body, in order.
pub(crate) fn functions(source: &str) -> Vec<Function> {
    let code = blank_comments_and_literals(source);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let name: String = code[at + 3..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let Some(body) = body_of(&code[at..]) else {
            continue;
        };
        if !name.is_empty() {
            found.push(Function {
                name,
                line: code[..at].matches('\n').count() + 1,
                length: code[at..at + body].matches('\n').count() + 1,
            });
        }
    }
    found
}

/// Length in bytes from `fn` to the closing brace; `None` for a declaration without body.
fn body_of(code: &str) -> Option<usize> {
    let (mut round, mut curly) = (0_i32, 0_i32);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            ';' if round == 0 && curly == 0 => return None,
            '{' => curly += 1,
            '}' => {
                curly -= 1;
                if curly == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The source with comments, strings and character literals made blank; line breaks stay.
pub(crate) fn blank_comments_and_literals(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = literal_or_comment(rest, code.chars().next_back());
        if length == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            let breaks = rest[..length].matches('\n').count();
            code.push(' ');
            code.extend(std::iter::repeat_n('\n', breaks));
            rest = &rest[length..];
        }
    }
    code
}

/// Length of the comment or literal that starts here, 0 if none does.
fn literal_or_comment(rest: &str, before: Option<char>) -> usize {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |at| at + 2);
    }
    if rest.starts_with('"') {
        return string_length(rest);
    }
    if !in_word && let Some(length) = raw_string_length(rest) {
        return length;
    }
    if rest.starts_with('\'') {
        return character_length(rest);
    }
    0
}

fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_string_length(rest: &str) -> Option<usize> {
    let opening = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let marks = opening.len() - opening.trim_start_matches('#').len();
    let inside = opening[marks..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(marks));
    let start = rest.len() - inside.len();
    Some(
        inside
            .find(&closing)
            .map_or(rest.len(), |at| start + at + closing.len()),
    )
}

/// A character literal ends with a quote; a lifetime does not.
fn character_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => rest[2..]
            .char_indices()
            .skip(1)
            .find(|(_, c)| *c == '\'')
            .map_or(0, |(at, _)| at + 3),
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}

#[test]
fn functions_are_measured_whatever_their_strings_hold() {
    let source = r##"
fn short() { let brace = '{'; }
fn long<'a>(text: &'a str) -> &'a str {
    // } not here
    let _ = "}\"";
    let _ = r#"}"}"#;
    text
}
trait Named { fn name(&self) -> [u8; 2]; }
"##;
    let found: Vec<_> = functions(source)
        .into_iter()
        .map(|f| (f.name, f.line, f.length))
        .collect();
    assert_eq!(
        found,
        [("short".to_owned(), 2, 1), ("long".to_owned(), 3, 6)]
    );
}
