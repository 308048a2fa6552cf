//! A form once its token has been checked.

use axum::Form;
use axum::extract::{FromRequest, Request};

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
