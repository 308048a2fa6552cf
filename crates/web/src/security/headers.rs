//! What a browser is told with every answer.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

/// Scripts, styles, fonts and requests come from here only, and nothing inline runs. `data:` images
/// are the hem in the style sheet and the QR codes of a printed list.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The camera reads the QR code of an identity card; everything else is off.
const PERMISSIONS: &str = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";

/// Sets what every answer carries. What a handler has decided about caching stays.
pub(crate) fn set(response: &mut Response) {
    let headers = response.headers_mut();
    put(headers, CONTENT_SECURITY_POLICY, POLICY);
    put(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, X_FRAME_OPTIONS, "DENY");
    put(headers, REFERRER_POLICY, "no-referrer");
    let permissions = HeaderName::from_static("permissions-policy");
    put(headers, permissions, PERMISSIONS);
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    put(headers, opener, "same-origin");
    let resource = HeaderName::from_static("cross-origin-resource-policy");
    put(headers, resource, "same-origin");
    if !headers.contains_key(CACHE_CONTROL) {
        // A shared computer must not show a record after its clerk has signed out.
        put(headers, CACHE_CONTROL, "no-store");
        let vary = "HX-Request, Accept-Language, Accept-Encoding, Cookie";
        put(headers, VARY, vary);
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
