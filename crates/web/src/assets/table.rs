//! Which files there are.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use flate2::Compression;

use crate::gzip::compressed;

/// A file as it is served.
pub(crate) struct Asset {
    /// The name that templates use: `khien.css`.
    name: &'static str,
    /// `/assets/khien.0f3a….css`.
    url: String,
    /// Content type.
    pub(super) kind: &'static str,
    /// Content.
    pub(super) bytes: Vec<u8>,
    /// The same compressed, where that makes it smaller.
    pub(super) gzip: Option<Vec<u8>>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    const WOFF2: &str = "font/woff2";
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    let vietnamese = include_bytes!("../../assets/fonts/khien-vi.woff2");
    let latin = include_bytes!("../../assets/fonts/khien-latin.woff2");
    let mut assets = vec![
        asset("khien-vi.woff2", WOFF2, vietnamese.to_vec()),
        asset("khien-latin.woff2", WOFF2, latin.to_vec()),
    ];
    let style = style(&assets).into_bytes();
    let htmx = include_bytes!("../../assets/htmx.min.js").to_vec();
    let script = include_bytes!("../../assets/khien.js").to_vec();
    let icon = include_bytes!("../../assets/icon.svg").to_vec();
    assets.extend([
        asset("khien.css", "text/css; charset=utf-8", style),
        asset("htmx.js", SCRIPT, htmx),
        asset("khien.js", SCRIPT, script),
        asset("icon.svg", "image/svg+xml", icon),
    ]);
    assets
});

/// The design system and what the station and the checker add, as one file that names the fonts by their address.
fn style(fonts: &[Asset]) -> String {
    let parts = [
        include_str!("../../assets/khien.css"),
        include_str!("../../assets/station.css"),
        include_str!("../../assets/checker.css"),
    ];
    let mut style = parts.concat();
    for font in fonts {
        style = style.replace(&format!("fonts/{}", font.name), &font.url);
    }
    style
}

impl Asset {
    /// A file at an address that changes with its content.
    pub(crate) fn at(url: String, kind: &'static str, bytes: Vec<u8>) -> Self {
        // Fonts and pictures are compressed already.
        let is_packed = kind == "font/woff2" || kind == "image/png";
        let gzip = (!is_packed).then(|| compressed(&bytes, Compression::best()));
        Self {
            name: "",
            url,
            kind,
            gzip,
            bytes,
        }
    }

    /// Whether it lies at this address.
    pub(crate) fn is_at(&self, url: &str) -> bool {
        self.url == url
    }
}

fn asset(name: &'static str, kind: &'static str, bytes: Vec<u8>) -> Asset {
    let hash = digest(&SHA256, &bytes);
    let start = hash.as_ref().first_chunk::<8>().copied();
    let short = u64::from_be_bytes(start.unwrap_or_default());
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let url = format!("/assets/{stem}.{short:016x}.{ending}");
    Asset {
        name,
        ..Asset::at(url, kind, bytes)
    }
}

/// The address of a file by its name; empty for a name that is not in the table.
pub(crate) fn url(name: &str) -> &'static str {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    found.map_or("", |asset| &asset.url)
}

/// The file with this last part of its address.
pub(super) fn find(file: &str) -> Option<&'static Asset> {
    ASSETS
        .iter()
        .find(|asset| asset.url.strip_prefix("/assets/") == Some(file))
}

/// Every file: address and content.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let assets = ASSETS.iter();
    assets.map(|asset| (asset.url.as_str(), asset.bytes.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of style and both fonts together; a page adds at most 60 kB to them.
    const BUDGET: usize = 90_000;
    const LINES_OF_OUR_SCRIPT: usize = 300;

    #[test]
    fn style_and_fonts_leave_room_for_the_page() {
        let named = ["khien.css", "khien-vi.woff2", "khien-latin.woff2"];
        let assets = ASSETS.iter().filter(|asset| named.contains(&asset.name));
        let bytes: usize = assets.map(|asset| asset.bytes.len()).sum();
        assert!(bytes < BUDGET, "{bytes} bytes");
    }

    #[test]
    fn our_script_stays_short() {
        let lines = include_str!("../../assets/khien.js").lines().count();
        assert!(lines <= LINES_OF_OUR_SCRIPT, "{lines} lines");
    }

    #[test]
    fn the_style_asks_for_nothing_that_is_not_here() {
        let style = style(&ASSETS);
        assert!(!style.contains("fonts/"));
        assert!(style.contains(url("khien-vi.woff2")));
        let requests = style.split("url(").skip(1);
        for request in requests {
            let local = request.starts_with("/assets/") || request.starts_with("\"data:");
            assert!(local || request.starts_with('#'), "{request:.40}");
        }
    }

    #[test]
    fn an_address_changes_with_the_content() {
        let (one, two) = (
            asset("a.css", "text/css", vec![1]),
            asset("a.css", "text/css", vec![2]),
        );
        assert_ne!(one.url, two.url);
        assert!(find("khien.css").is_none());
    }
}
