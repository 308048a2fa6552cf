//! Closed lists of codes: states, kinds and reasons as they stand in files, tables and interfaces.
//!
//! A code is a contract: it is stored, sent and counted, so it never changes once published. The
//! text that a person reads stands in the catalogues of the pages, under the code.

/// An enum of which each value has one stable code, the same in the database, the interface and
/// serde.
macro_rules! codes {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $code:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            ::serde::Serialize, ::serde::Deserialize,
        )]
        #[repr(u8)]
        pub enum $name { $($(#[doc = $doc])+ #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every value, in declared order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The stable code, as it stands in files and interfaces.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)+ }
            }

            /// The value with exactly this code, if there is one.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

/// For states: which may follow which. A state never "becomes" itself: doing a thing twice is
/// answered by whoever does it, not by the rule.
macro_rules! transitions {
    ($name:ident { $($from:ident => $($to:ident)|*;)+ }) => {
        impl $name {
            /// The states that may follow this one.
            pub fn next(self) -> &'static [Self] {
                match self { $($name::$from => &[$($name::$to),*],)+ }
            }

            /// Whether this state may be left for the other one.
            pub fn may_become(self, next: Self) -> bool {
                self.next().contains(&next)
            }
        }
    };
}

pub(crate) use {codes, transitions};

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeSet;

    /// Asserts that a list of codes is well formed and reads back.
    macro_rules! assert_codes {
        ($($name:ty),+ $(,)?) => {$({
            let codes: Vec<&str> = <$name>::ALL.iter().map(|it| it.code()).collect();
            $crate::codes::tests::assert_well_formed(stringify!($name), &codes);
            for value in <$name>::ALL {
                assert_eq!(<$name>::parse(value.code()), Some(*value));
            }
            assert_eq!(<$name>::parse(""), None);
            assert_eq!(<$name>::parse(&codes[0].to_uppercase()), None);
        })+};
    }
    pub(crate) use assert_codes;

    pub(crate) fn assert_well_formed(name: &str, codes: &[&str]) {
        let own: BTreeSet<_> = codes.iter().collect();
        assert_eq!(own.len(), codes.len(), "{name}: a code stands twice");
        for code in codes {
            let plain = code.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
            assert!(plain && !code.is_empty(), "{name}: `{code}` is no code");
        }
    }
}
