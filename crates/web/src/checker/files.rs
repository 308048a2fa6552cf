//! The scripts of the checker, its manifest and its service worker.
//!
//! Modules name each other, so all lie in one folder whose name changes with any of them; a browser may
//! keep them for ever. The worker has one address for ever, and its text changes with the version.

use std::sync::LazyLock;

use aws_lc_rs::digest::{Context, SHA256};
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::wire::hexadecimal;
use crate::assets::{self, Asset};
use crate::texts::{Language, Texts};

const SCRIPT: &str = "text/javascript; charset=utf-8";
const PNG: &str = "image/png";

macro_rules! files {
    ($($kind:ident $name:literal)+) => {
        [$(($name, $kind, include_bytes!(concat!("../../assets/checker/", $name)).as_slice()),)+]
    };
}

/// Name, content type and content.
const FILES: [(&str, &str, &[u8]); 21] = files! {
    SCRIPT "base45.js"
    SCRIPT "bytes.js"
    SCRIPT "cbor.js"
    SCRIPT "certlogic.js"
    SCRIPT "check.js"
    SCRIPT "cose.js"
    SCRIPT "cwt.js"
    SCRIPT "dcc.js"
    SCRIPT "fault.js"
    SCRIPT "inflate.js"
    SCRIPT "lists.js"
    SCRIPT "page.js"
    SCRIPT "qr/decode.js"
    SCRIPT "qr/index.js"
    SCRIPT "revocation.js"
    SCRIPT "rules.js"
    SCRIPT "scan.js"
    SCRIPT "shc.js"
    SCRIPT "start.js"
    SCRIPT "who.js"
    PNG "icon-192.png"
};
/// The one that is no part of the folder.
const WORKER: &str = include_str!("../../assets/checker/worker.js");
/// What every page of ours loads beside.
const SHARED: [&str; 6] = [
    "khien.css",
    "khien.js",
    "htmx.js",
    "icon.svg",
    "khien-vi.woff2",
    "khien-latin.woff2",
];

/// Changes with any file, those of the frame included.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut context = Context::new(&SHA256);
    let shared = SHARED.map(assets::url);
    let contents = FILES.iter().map(|(_, _, bytes)| *bytes);
    for part in contents.chain(shared.iter().map(|it| it.as_bytes())) {
        context.update(part);
    }
    context.update(WORKER.as_bytes());
    let hash = context.finish();
    hexadecimal(hash.as_ref().get(..8).unwrap_or_default())
});

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let files = FILES.iter();
    files
        .map(|(name, kind, bytes)| Asset::at(url(name), kind, bytes.to_vec()))
        .collect()
});

/// The address of a file by its name.
pub(super) fn url(name: &str) -> String {
    format!("/checker/files/{}/{name}", *VERSION)
}

/// One file of the folder.
pub(super) async fn serve(
    Path((version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let address = format!("/checker/files/{version}/{name}");
    match ASSETS.iter().find(|asset| asset.is_at(&address)) {
        Some(asset) => asset.answer(&headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The service worker, with what it keeps.
pub(super) async fn worker() -> Response {
    let shared = SHARED.map(|name| assets::url(name).to_owned());
    let manifests = Language::ALL.map(manifest_url);
    let own = FILES.iter().map(|(name, _, _)| url(name));
    let files: Vec<String> = shared.into_iter().chain(manifests).chain(own).collect();
    let head = format!(
        "const VERSION = {};\nconst FILES = {};\n",
        json!(*VERSION),
        json!(files)
    );
    let mut response = (StatusCode::OK, head + WORKER).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(SCRIPT));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let scope = HeaderName::from_static("service-worker-allowed");
    headers.insert(scope, HeaderValue::from_static("/checker"));
    response
}

/// Where the manifest of a language lies.
pub(super) fn manifest_url(language: Language) -> String {
    format!("/checker/{}/manifest.webmanifest", language.tag())
}

/// What a device needs to know to install the page.
pub(super) async fn manifest(Path(tag): Path<String>) -> Response {
    let Some(language) = Language::from_tag(&tag) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let t = Texts::of(language);
    let icon = |src: String, sizes: &str, kind: &str| json!({"src": src, "sizes": sizes, "type": kind, "purpose": "any"});
    let manifest = json!({
        "id": "/checker",
        "name": t.say("checker-title"),
        "short_name": t.say("checker-short"),
        "lang": t.tag(),
        "start_url": "/checker",
        "scope": "/checker",
        "display": "standalone",
        "background_color": "#11151d",
        "theme_color": "#0b0f22",
        "icons": [
            icon(url("icon-192.png"), "192x192", PNG),
            icon(assets::url("icon.svg").to_owned(), "any", "image/svg+xml"),
        ],
    });
    let mut response = (StatusCode::OK, manifest.to_string()).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/manifest+json");
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
