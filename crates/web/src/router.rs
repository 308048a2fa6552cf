//! Which address leads where, and what holds for every answer.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::App;
use crate::late::LateBody;
use crate::layout::Visit;
use crate::problem::{self, Problem};
use crate::{api, assets, checker, gzip, preferences, security, sign_in, slip, station};

/// Largest form without a file, in bytes.
const LARGEST_FORM: usize = 256 * 1024;

/// All pages, the API and the files that they need.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: then attempts to sign in are
/// counted by address.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::to("/station") }))
        .route("/health", get(health))
        .route("/assets/{file}", get(assets::serve))
        .merge(preferences::routes())
        .merge(sign_in::routes())
        .merge(slip::routes())
        .merge(checker::routes())
        .nest("/station", station::routes())
        .nest("/api/v1", api::routes(&app))
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .fallback(|| async { Problem::not_found() })
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), around))
        .with_state(app)
}

/// Whether requests can be answered: 200, or the problem that the next one would meet.
async fn health(State(app): State<App>) -> Result<&'static str, Problem> {
    let asked = async {
        let mut tx = app.registry().store().read().await?;
        tx.facility("").await
    };
    let asked = asked.await.map_err(|error| Problem::of_store(&error));
    asked.map(|_| "ready\n")
}

/// What holds for every answer: who asks, from where, in which language, and what a browser may do
/// with what it gets.
async fn around(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let visit = Visit::begin(&app, request.headers(), request.uri());
    let gzip_is_welcome = gzip::is_accepted(request.headers());
    let path = request.uri().path();
    let for_program = path.starts_with("/api/") || path == "/health";
    let late = request.extensions().get::<LateBody>().cloned();
    let response = if security::is_cross_site(request.method(), request.headers()) {
        Problem::cross_site().into_response()
    } else {
        request.extensions_mut().insert(visit.clone());
        problem::catch_panics(&app, next.run(request)).await
    };
    let response = match late {
        // Whatever the handler made of half a body.
        Some(late) if late.is_given_up() => Problem::too_slow().into_response(),
        _ => response,
    };
    let mut response = problem::dress(response, &visit, for_program);
    security::set_headers(&mut response);
    if !for_program {
        visit.leave(&app, &mut response);
    }
    if gzip_is_welcome {
        response = gzip::squeeze(response).await;
    }
    response
}
