//! Cookies of this site only: prefix `__Host-`, `Secure`, `HttpOnly`, `SameSite=Lax`.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// How long a browser keeps a cookie.
#[derive(Clone, Copy)]
pub(crate) enum Lifetime {
    /// Until the browser is closed.
    Visit,
    /// Ten minutes: as long as somebody may take elsewhere before coming back.
    TenMinutes,
    /// A year: for choices such as the language.
    Year,
    /// Not at all: takes a cookie back.
    Gone,
}

/// Our cookies.
#[derive(Clone, Copy)]
pub(crate) enum Cookie {
    /// The account that signed in.
    Session,
    /// A browser before anybody signs in; forms are tied to it.
    Visit,
    /// A national login under way, sealed.
    Attempt,
    /// Which unit the account acts for.
    Unit,
    /// Tiếng Việt or English.
    Language,
    /// Light, dark or as the device.
    Theme,
}

impl Cookie {
    fn name(self) -> &'static str {
        match self {
            Cookie::Session => "khien-session",
            Cookie::Visit => "khien-visit",
            Cookie::Attempt => "khien-attempt",
            Cookie::Unit => "khien-unit",
            Cookie::Language => "khien-language",
            Cookie::Theme => "khien-theme",
        }
    }

    /// The header that sets the cookie. Without `secure` the prefix and the attribute are left
    /// out, which is for `localhost` only.
    pub(crate) fn header(
        self,
        value: &str,
        lifetime: Lifetime,
        secure: bool,
    ) -> Option<HeaderValue> {
        let (prefix, attribute) = if secure {
            ("__Host-", "; Secure")
        } else {
            ("", "")
        };
        let age = match lifetime {
            Lifetime::Visit => "",
            Lifetime::TenMinutes => "; Max-Age=600",
            Lifetime::Year => "; Max-Age=31536000",
            Lifetime::Gone => "; Max-Age=0",
        };
        let name = self.name();
        let text =
            format!("{prefix}{name}={value}; Path=/; HttpOnly; SameSite=Lax{attribute}{age}");
        HeaderValue::from_str(&text).ok()
    }
}

/// The value of a cookie as the browser sent it. With `secure` only the one with the prefix counts:
/// no other site, not even a sister domain, can have set it.
pub(crate) fn read(headers: &HeaderMap, cookie: Cookie, secure: bool) -> Option<String> {
    let prefix = if secure { "__Host-" } else { "" };
    let name = format!("{prefix}{}", cookie.name());
    let sent = headers.get_all(COOKIE).iter();
    let pairs = sent
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secure_server_believes_only_the_prefixed_cookie() {
        let mut headers = HeaderMap::new();
        let sent = "khien-session=forged; __Host-khien-session=true-one";
        headers.insert(COOKIE, HeaderValue::from_static(sent));
        assert_eq!(
            read(&headers, Cookie::Session, true).as_deref(),
            Some("true-one")
        );
        assert_eq!(
            read(&headers, Cookie::Session, false).as_deref(),
            Some("forged")
        );
        assert_eq!(read(&headers, Cookie::Unit, true), None);
    }

    #[test]
    fn cookies_are_closed_to_scripts_and_other_sites() {
        let header = Cookie::Session
            .header("v", Lifetime::Visit, true)
            .expect("text");
        assert_eq!(
            header,
            "__Host-khien-session=v; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
    }
}
