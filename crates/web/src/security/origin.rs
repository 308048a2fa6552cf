//! A form that another site sends is refused before anybody reads it.

use axum::http::{HeaderMap, Method};

/// Whether the browser says that another site sent this form.
///
/// Old browsers say nothing; the token in the form still stops what they send.
pub(crate) fn is_cross_site(method: &Method, headers: &HeaderMap) -> bool {
    let says = headers
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    !method.is_safe() && says.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_changes_sent_by_other_sites_are_refused() {
        for (method, site, refused) in [
            (Method::POST, Some("cross-site"), true),
            (Method::POST, Some("same-site"), true),
            (Method::POST, Some("same-origin"), false),
            (Method::POST, None, false),
            (Method::GET, Some("cross-site"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            assert_eq!(is_cross_site(&method, &headers), refused);
        }
    }
}
