//! The slip that a nurse hands to somebody in the chair: a QR code and the same code in letters,
//! with which the person opens the record on the own phone.

use axum::extract::{Path, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::layout::Section;
use crate::page::page;
use crate::pieces::QrCode;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// What is handed over. It is shown once, as the answer to the form that made it: an address that
/// showed it again would be as good as the slip.
pub(crate) struct Slip {
    pub(crate) session: Uuid,
    pub(crate) attendee: Uuid,
    /// Whose it is, so that nobody gets another's.
    pub(crate) name: String,
    /// "7KQF2-9DXW4".
    pub(crate) code: String,
    /// "khien.example/slip": where the code is typed.
    pub(crate) place: String,
    pub(crate) qr: QrCode,
}

page!(SlipPage, "station/sessions/slip.html", Slip);

/// Hands a slip out.
pub(super) async fn hand(
    State(app): State<App>,
    actor: Actor,
    Path((session, attendee)): Path<(Uuid, Uuid)>,
    uri: Uri,
    headers: HeaderMap,
    Posted(_): Posted,
) -> Result<Response, Problem> {
    let host = host(&uri, &headers).ok_or_else(Problem::bad_request)?;
    let handed = calls::hand_slip(&app, &actor, session, attendee).await?;
    let (name, code) = match handed {
        Ok(handed) => handed,
        Err(key) => {
            let address =
                format!("/station/sessions/{session}?person={attendee}&fault={key}#person");
            return Ok(Redirect::to(&address).into_response());
        }
    };
    let secure = app.settings().secure_cookies;
    let scheme = if secure { "https" } else { "http" };
    // After the `#`: what stands there never leaves the phone in a request line, so no log of ours,
    // of a proxy or of an operator has it. The page sends it in a form.
    let address = format!("{scheme}://{host}/slip#{code}");
    let t = actor.visit.texts();
    let view = Slip {
        session,
        attendee,
        name,
        code,
        place: format!("{host}/slip"),
        qr: QrCode::of(&address),
    };
    let frame = actor.frame(t.say("slip"), Section::Sessions).under(
        format!("/station/sessions/{session}"),
        t.say("session-this"),
    );
    Ok(SlipPage::new(frame, view).into_response())
}

/// The name by which the nurse's browser reached this server: the person's phone reaches it by the
/// same one.
fn host(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let sent = headers.get(HOST).and_then(|value| value.to_str().ok());
    let host = sent.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str))?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    (!host.is_empty() && host.len() <= 255 && host.bytes().all(is_plain)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_a_plain_name_of_a_server_gets_onto_a_slip() {
        for (sent, taken) in [
            ("khien.example", true),
            ("10.0.0.5:8080", true),
            ("[::1]:8080", true),
            ("khien.example/evil", false),
            ("a@b", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(sent));
            let found = host(&Uri::from_static("/"), &headers);
            assert_eq!(found.is_some(), taken, "{sent}");
        }
    }
}
