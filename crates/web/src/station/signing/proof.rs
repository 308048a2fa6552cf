//! The proof of one dose, as a file that anybody can check who trusts the authority.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Response};
use khien_registry::signing::{self, ProofError};
use uuid::Uuid;

use crate::App;
use crate::problem::Problem;
use crate::proof::ProofOfDose;
use crate::station::Actor;
use crate::station::calls::{failed, refused};

pub(super) async fn save(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let proof = signing::prove(app.registry(), &actor.by(&app), id).await;
    let proof = proof.map_err(|error| match error {
        ProofError::NotAllowed(missing) => refused(missing),
        ProofError::NoDose | ProofError::NotSigned => Problem::not_found(),
        ProofError::Store(error) => failed(&error),
    })?;
    let name = format!("attachment; filename=\"dose-{id}.json\"");
    Ok((
        [(CONTENT_DISPOSITION, name)],
        Json(ProofOfDose::from(proof)),
    )
        .into_response())
}
