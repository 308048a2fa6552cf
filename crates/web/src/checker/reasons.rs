//! What is said about each reason code, for the page and for its scripts alike.

/// What becomes of whoever shows the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything asked is right.
    Valid,
    /// Something is wrong with it.
    Refused,
    /// Nobody can tell here: somebody has to look.
    Open,
}

impl Outcome {
    /// As in the catalogue, the style sheet and the scripts.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Refused => "refused",
            Self::Open => "open",
        }
    }
}

/// A reason code, or with `*` all that begin so, and what is said.
pub(crate) struct Reason {
    pub(crate) pattern: &'static str,
    pub(crate) outcome: Outcome,
    /// Key of the words: `checker-reason-…`.
    pub(crate) words: &'static str,
}

const fn reason(pattern: &'static str, outcome: Outcome, words: &'static str) -> Reason {
    Reason {
        pattern,
        outcome,
        words,
    }
}

/// `none` is a code that was accepted.
pub(crate) const REASONS: &[Reason] = &[
    reason("none", Outcome::Valid, "none"),
    reason("expired", Outcome::Refused, "expired"),
    reason("shc-expired", Outcome::Refused, "expired"),
    reason("not-yet-valid", Outcome::Refused, "early"),
    reason("shc-not-yet-valid", Outcome::Refused, "early"),
    reason("cwt-no-expiry", Outcome::Refused, "endless"),
    reason("cwt-no-claims", Outcome::Refused, "endless"),
    reason("recovery-not-yet-valid", Outcome::Refused, "early"),
    reason("recovery-over", Outcome::Refused, "expired"),
    reason("revoked", Outcome::Refused, "revoked"),
    reason("shc-revoked", Outcome::Refused, "revoked"),
    reason("clock-wrong", Outcome::Open, "clock"),
    reason("revocation-unknown", Outcome::Open, "half-lists"),
    reason("rules-failed", Outcome::Refused, "rules"),
    reason("rules-open", Outcome::Open, "rules-open"),
    reason("rules-none", Outcome::Open, "rules-none"),
    reason("key-unknown", Outcome::Open, "stranger"),
    reason("shc-unknown-*", Outcome::Open, "stranger"),
    reason("key-usage", Outcome::Refused, "usage"),
    reason("key-purpose", Outcome::Refused, "usage"),
    reason("key-country", Outcome::Refused, "country"),
    reason("key-period", Outcome::Refused, "period"),
    reason("ddcc-*", Outcome::Refused, "schema"),
    reason("key-kind", Outcome::Open, "browser"),
    reason("key-algorithm", Outcome::Refused, "forged"),
    reason("signature-*", Outcome::Refused, "forged"),
    reason("shc-signature", Outcome::Refused, "forged"),
    reason("vds-signature", Outcome::Refused, "forged"),
    reason("schema-*", Outcome::Refused, "schema"),
    reason("divoc*", Outcome::Open, "family"),
    reason("vds*", Outcome::Open, "family"),
    reason("family-unknown", Outcome::Open, "no-code"),
    reason("lists-old", Outcome::Open, "lists-old"),
    reason("lists-missing", Outcome::Open, "lists-missing"),
    reason("*", Outcome::Refused, "damaged"),
];

/// What is said about a reason code, or about none.
pub(crate) fn of(code: Option<&str>) -> &'static Reason {
    static DAMAGED: Reason = reason("*", Outcome::Refused, "damaged");
    let code = code.unwrap_or("none");
    let fitting = REASONS
        .iter()
        .filter(|it| match it.pattern.strip_suffix('*') {
            Some(start) => code.starts_with(start),
            None => code == it.pattern,
        });
    // A code of its own is longer than the family that it belongs to.
    fitting
        .max_by_key(|it| it.pattern.len())
        .unwrap_or(&DAMAGED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_are_said() {
        for (code, words) in [
            (None, "none"),
            (Some("expired"), "expired"),
            (Some("signature-der"), "forged"),
            (Some("shc-signature"), "forged"),
            (Some("shc-signature-form"), "damaged"),
            (Some("shc-unknown-key"), "stranger"),
            (Some("base45-character"), "damaged"),
            (Some("divoc-not-verifiable"), "family"),
            (Some("something-new"), "damaged"),
        ] {
            assert_eq!(of(code).words, words, "{code:?}");
        }
    }

    #[test]
    fn only_no_reason_at_all_is_valid() {
        let valid = REASONS.iter().filter(|it| it.outcome == Outcome::Valid);
        assert_eq!(valid.map(|it| it.pattern).collect::<Vec<_>>(), ["none"]);
    }
}
