//! Taking a file: counted while it is read, named without its path, refused with a reason.

use axum::extract::multipart::Field;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::calls::{self, Received};
use super::list::list_page;
use crate::App;
use crate::forms::TOKEN;
use crate::page;
use crate::pieces::Phrase;
use crate::problem::Problem;
use crate::station::Actor;
use khien_registry::import::plain_name;

/// Longest token that is read.
const LONGEST_TOKEN: usize = 256;
/// How many times the largest file is read and thrown away, so that the browser hears the answer
/// instead of a broken connection.
const PATIENCE: u64 = 16;

/// What the multipart form held.
pub(in crate::station) enum Sent {
    File { name: String, bytes: Vec<u8> },
    TooLarge,
    Nothing,
}

pub(super) async fn upload(
    State(app): State<App>,
    actor: Actor,
    form: Multipart,
) -> Result<Response, Problem> {
    let refused = match read(&app, &actor, form).await? {
        Sent::File { name, bytes } => match calls::receive(&app, &actor, name, bytes).await? {
            Received::Import(id) => {
                let address = format!("/station/imports/{id}");
                return Ok(Redirect::to(&address).into_response());
            }
            Received::Refused(reason) => (StatusCode::UNPROCESSABLE_ENTITY, reason),
        },
        Sent::TooLarge => {
            let megabytes = app.settings().largest_upload / (1024 * 1024);
            let reason = Phrase::new("upload-too-large").with("size", megabytes.to_string());
            (StatusCode::PAYLOAD_TOO_LARGE, reason)
        }
        Sent::Nothing => {
            let reason = Phrase::new("upload-nothing");
            (StatusCode::UNPROCESSABLE_ENTITY, reason)
        }
    };
    let (status, reason) = refused;
    let list = list_page(&app, &actor, 1, Some(reason)).await?;
    Ok(page::answer(status, &list))
}

/// The token comes before the file, so that nobody else's file is read.
pub(in crate::station) async fn read(
    app: &App,
    actor: &Actor,
    mut form: Multipart,
) -> Result<Sent, Problem> {
    let largest = app.settings().largest_upload;
    let mut from_us = false;
    while let Some(mut field) = form
        .next_field()
        .await
        .map_err(|_| Problem::bad_request())?
    {
        match field.name() {
            Some(TOKEN) => {
                let token = limited(&mut field, LONGEST_TOKEN as u64).await?;
                let token = token.and_then(|bytes| String::from_utf8(bytes).ok());
                from_us = token.is_some_and(|token| actor.visit.csrf.accepts(&token));
            }
            Some("file") if from_us => {
                let name = plain_name(field.file_name().unwrap_or_default());
                return Ok(match limited(&mut field, largest).await? {
                    None => Sent::TooLarge,
                    Some(bytes) if bytes.is_empty() => Sent::Nothing,
                    Some(bytes) => Sent::File { name, bytes },
                });
            }
            Some("file") => return Err(Problem::expired()),
            _ => {}
        }
    }
    if from_us {
        Ok(Sent::Nothing)
    } else {
        Err(Problem::expired())
    }
}

/// The bytes of a field; nothing if there are more than the limit. The rest is read and dropped.
async fn limited(field: &mut Field<'_>, limit: u64) -> Result<Option<Vec<u8>>, Problem> {
    let mut bytes = Vec::new();
    let mut count = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|_| Problem::bad_request())? {
        count += chunk.len() as u64;
        if count > limit * PATIENCE {
            return Err(Problem::too_large());
        }
        if count > limit {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((count <= limit).then_some(bytes))
}
