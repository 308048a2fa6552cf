//! The `OpenAPI` 3.1 description, made from the operations and the types that they take and answer.

use std::collections::BTreeMap;

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::codes;
use super::limit::STAFF_PER_MINUTE;
use super::operation::{BodySchema, Operation};
use super::operations;
use crate::texts::{Language, Texts};

const ABOUT: &str = "\
The API of Khiên, for partners' programs and for staff.

**Coming in.** A partner's program shows its token: `Authorization: Bearer khien_…`. A token is good for \
some acts, in the place of its account, until it ends. Staff may call with the cookie of their session; \
every change then needs the header `X-CSRF-Token`, which `/accounts/me` gives.

**Sending twice.** The id of whatever is added is made by the client (a UUID of version 7) and sent in the \
body or as `Idempotency-Key`. The same request sent again changes nothing; the same id with another \
content is refused with `key-reused`.

**Changing what somebody else may be changing.** A `PUT` needs the `ETag` that was read, as `If-Match`. If \
somebody else was faster the answer is 412 with both versions.

**Limits.** Each token has its number of requests a minute, staff have the number that \
`RateLimit-Limit` tells. `RateLimit-Remaining` and `RateLimit-Reset` tell what is left; over it, 429 \
with `Retry-After`.

**Problems** are `application/problem+json` (RFC 9457) with a stable `code`, and words in Vietnamese and English. \
Personal data never stands in an address: searches are `POST`.";

/// The description as it is checked in, in `docs/api/openapi.json`.
pub fn description() -> String {
    let mut text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    text.push('\n');
    text
}

/// Answers the description.
pub(super) async fn serve() -> Response {
    let mut response = description().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn document() -> Value {
    let operations = operations();
    let mut paths: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    let mut schemas = BTreeMap::from([("Problem".to_owned(), problem())]);
    for it in &operations {
        let method = it.method.as_str().to_ascii_lowercase();
        let path = paths.entry(it.path).or_default();
        path.insert(method, described(it));
        let bodies = it.answers.iter().filter_map(|(_, _, body)| body.as_ref());
        for body in bodies.chain(&it.takes) {
            for (name, schema) in &body.schemas {
                let schema = serde_json::to_value(schema).unwrap_or_default();
                schemas.insert(name.clone(), schema);
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Khiên",
            "version": "1",
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/api/v1" }],
        "security": [{ "token": [] }, { "session": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of a partner's program.",
                },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "__Host-khien-session",
                    "description": "The session of somebody of the staff.",
                },
            },
        },
        "x-staff-requests-per-minute": STAFF_PER_MINUTE,
    })
}

fn described(it: &Operation) -> Value {
    let acts: Vec<&str> = it.access.acts.iter().map(|act| act.code()).collect();
    let mut told = json!({
        "operationId": it.id,
        "tags": [it.tag],
        "summary": it.summary,
        "parameters": parameters(it),
        "responses": responses(it),
        "x-acts": acts,
    });
    if !it.about.is_empty() {
        told["description"] = Value::from(it.about);
    }
    if let Some(body) = &it.takes {
        told["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": named(body) } },
        });
    }
    if let Some(kind) = it.takes_file {
        told["requestBody"] = json!({
            "required": true,
            "content": { kind: { "schema": { "type": "string", "format": "binary" } } },
        });
    }
    told
}

fn named(body: &BodySchema) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", body.name) })
}

fn parameters(it: &Operation) -> Vec<Value> {
    let mut all = Vec::new();
    let mut add = |place: &str, name: &str, is_needed: bool, schema: Value, about: &str| {
        all.push(json!({
            "in": place, "name": name, "required": is_needed, "schema": schema, "description": about,
        }));
    };
    for name in it.path.split('{').skip(1) {
        let name = name.split('}').next().unwrap_or_default();
        let schema = match name {
            "code" => json!({ "type": "string" }),
            "day" => json!({ "type": "string", "format": "date" }),
            _ => json!({ "type": "string", "format": "uuid" }),
        };
        add("path", name, true, schema, "Which one.");
    }
    let text = || json!({ "type": "string" });
    if it.keyed {
        let key = json!({ "type": "string", "format": "uuid" });
        let about = "The id, if it is not in the body: a UUID of version 7.";
        add("header", "Idempotency-Key", false, key, about);
    }
    if it.guarded {
        add(
            "header",
            "If-Match",
            true,
            text(),
            "The `ETag` that was read.",
        );
    }
    for (name, about) in it.query {
        add("query", name, false, text(), about);
    }
    if it.paged {
        let limit = json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50 });
        add("query", "limit", false, limit, "Most entries of a page.");
        let about = "`next` of the page before; its content is nobody's business.";
        add("query", "cursor", false, text(), about);
    }
    let about = "`vi` or `en`: the language of `title` and `detail`.";
    add("header", "Accept-Language", false, text(), about);
    all
}

/// Codes that the operation can answer.
fn problems(it: &Operation) -> Vec<&'static str> {
    let takes_body = it.takes.is_some() || it.takes_file.is_some();
    let sets = [
        (true, codes::ALWAYS),
        (!it.method.is_safe(), codes::WITH_CHANGE),
        (takes_body, codes::WITH_BODY),
        (it.keyed, codes::WITH_KEY),
        (it.guarded, codes::WITH_VERSION),
        (it.path.contains('{'), codes::WITH_ID),
        (it.paged || !it.query.is_empty(), codes::WITH_QUERY),
        (true, it.problems),
    ];
    let mut all: Vec<&str> = sets
        .into_iter()
        .filter(|(applies, _)| *applies)
        .flat_map(|(_, codes)| codes.iter().copied())
        .collect();
    all.dedup();
    all
}

fn responses(it: &Operation) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (status, what, body) in &it.answers {
        let mut told = json!({ "description": what });
        if let Some(body) = body {
            told["content"] = json!({ "application/json": { "schema": named(body) } });
        }
        all.insert(status.as_u16().to_string(), told);
    }
    let texts = Texts::of(Language::English);
    let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for code in problems(it) {
        let Some(status) = codes::status(code) else {
            continue;
        };
        let title = texts.say(format!("problem-{code}"));
        let lines = by_status.entry(status).or_default();
        let line = format!("`{code}`: {title}.");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for (status, lines) in by_status {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        all.insert(
            status.to_string(),
            json!({
                "description": lines.join(" "),
                "content": { "application/problem+json": { "schema": schema } },
            }),
        );
    }
    all
}

/// The body of a problem.
fn problem() -> Value {
    let codes: Vec<&str> = codes::CODES.iter().map(|(code, _)| *code).collect();
    let words = json!({
        "type": "object",
        "properties": { "title": { "type": "string" }, "detail": { "type": "string" } },
    });
    json!({
        "type": "object",
        "description": "RFC 9457. Some codes have members of their own, such as `stops` or `current`.",
        "required": ["type", "status", "code", "title", "detail", "languages"],
        "properties": {
            "type": { "type": "string", "format": "uri", "description": "`urn:khien:problem:<code>`" },
            "status": { "type": "integer" },
            "code": { "type": "string", "enum": codes, "description": "Stable." },
            "title": { "type": "string" },
            "detail": { "type": "string" },
            "languages": {
                "type": "object",
                "properties": { "vi": words, "en": words },
                "description": "Title and detail in both languages.",
            },
            "retry_after": { "type": "integer", "description": "Seconds." },
            "reference": { "type": "string", "description": "What the operator finds in the log." },
            "faults": {
                "type": "array",
                "description": "Fields that cannot be taken, each with the JSON pointer (RFC 6901) to it.",
                "items": {
                    "type": "object",
                    "required": ["pointer", "code", "languages"],
                    "properties": {
                        "pointer": { "type": "string" },
                        "code": { "type": "string" },
                        "languages": {
                            "type": "object",
                            "properties": { "vi": { "type": "string" }, "en": { "type": "string" } },
                        },
                    },
                },
            },
        },
        "additionalProperties": true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Where the description is checked in, seen from this crate.
    const CHECKED_IN: &str = "../../docs/api/openapi.json";

    #[test]
    fn the_description_that_is_checked_in_is_this_one() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CHECKED_IN);
        let read = std::fs::read_to_string(&path).unwrap_or_default();
        let is_there: Value = serde_json::from_str(&read).unwrap_or_default();
        assert!(
            is_there == document(),
            "docs/api/openapi.json is stale: \
             cargo run -p khien-web --example openapi > docs/api/openapi.json"
        );
    }

    #[test]
    fn every_operation_says_who_may_and_has_its_own_name() {
        let mut names = BTreeSet::new();
        for it in operations() {
            assert!(it.access.is_said(), "{} {}: for whom?", it.method, it.path);
            assert!(names.insert(it.id), "{}", it.id);
            assert!(!it.tag.is_empty() && !it.summary.is_empty(), "{}", it.id);
            assert!(!it.answers.is_empty(), "{} answers nothing", it.id);
            for code in it.problems {
                assert!(codes::status(code).is_some(), "{code}");
            }
        }
    }

    #[test]
    fn everything_that_is_referred_to_is_there() {
        let document = document();
        let text = document.to_string();
        for name in text.split("\"#/components/schemas/").skip(1) {
            let name = name.split('"').next().unwrap();
            assert!(
                document["components"]["schemas"][name].is_object(),
                "{name}"
            );
        }
    }
}
