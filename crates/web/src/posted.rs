//! A form once its token has been checked, with or without a file.

use axum::Form;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use zeroize::Zeroizing;

use crate::App;
use crate::forms::{Fields, TOKEN};
use crate::layout::Visit;
use crate::problem::Problem;

/// A form that came out of a page of this session.
pub(crate) struct Posted(pub(crate) Fields);

impl FromRequest<App> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let visit = request.extensions().get::<Visit>().cloned();
        let pairs = Form::<Vec<(String, String)>>::from_request(request, app).await;
        let Form(pairs) = pairs.map_err(|rejection| Problem::of_status(rejection.status()))?;
        let fields = Fields::from(pairs);
        let from_us = visit.is_some_and(|visit| visit.csrf.accepts(fields.text(TOKEN)));
        if from_us {
            Ok(Self(fields))
        } else {
            Err(Problem::expired())
        }
    }
}

/// Largest key, certificate or signature, in bytes.
const LARGEST_SMALL_FILE: usize = 64 * 1024;

/// A form with one small file: the fields before it, and what the field `file` holds; nothing if
/// none was chosen.
pub(crate) struct PostedFile {
    pub(crate) fields: Fields,
    pub(crate) file: Option<Zeroizing<Vec<u8>>>,
}

impl FromRequest<App> for PostedFile {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let visit = request.extensions().get::<Visit>().cloned();
        let form = Multipart::from_request(request, app).await;
        let mut form = form.map_err(|rejection| Problem::of_status(rejection.status()))?;
        let unreadable = |error: MultipartError| Problem::of_status(error.status());
        let (mut pairs, mut file) = (Vec::new(), None);
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let Some(name) = field.name().map(str::to_owned) else {
                continue;
            };
            // No growing buffer leaves pieces of a key behind.
            let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST_SMALL_FILE));
            while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
                if bytes.len() + chunk.len() > LARGEST_SMALL_FILE {
                    return Err(Problem::too_large());
                }
                bytes.extend_from_slice(&chunk);
            }
            if name == "file" {
                file = Some(bytes).filter(|bytes| !bytes.is_empty());
            } else {
                let text = std::str::from_utf8(&bytes).map_err(|_| Problem::bad_request())?;
                pairs.push((name, text.to_owned()));
            }
        }
        let fields = Fields::from(pairs);
        if visit.is_some_and(|visit| visit.csrf.accepts(fields.text(TOKEN))) {
            Ok(Self { fields, file })
        } else {
            Err(Problem::expired())
        }
    }
}
