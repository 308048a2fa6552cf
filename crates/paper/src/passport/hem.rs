//! The hem below the head: the diamond stitch of all our papers and pages.

use krilla::geom::{Path, PathBuilder};

/// A tile of the hem: this wide, and as high as its triangles.
const TILE: (f32, f32) = (20.0, 8.0);

/// So many tiles side by side over a width, in points, below a height.
pub(super) fn hem((left, top, width): (f32, f32, f32), tiles: u8) -> Option<Path> {
    let unit = width / f32::from(tiles.max(1)) / TILE.0;
    let mut path = PathBuilder::new();
    for tile in 0..tiles {
        let from = left + f32::from(tile) * TILE.0 * unit;
        let at = |x: f32, y: f32| (from + x * unit, top + y * unit);
        // Two triangles, and a diamond above the gap between them.
        area(&mut path, &[at(0.0, 8.0), at(5.0, 2.0), at(10.0, 8.0)]);
        area(&mut path, &[at(10.0, 8.0), at(15.0, 2.0), at(20.0, 8.0)]);
        area(
            &mut path,
            &[at(10.0, 1.2), at(12.0, 3.6), at(10.0, 6.0), at(8.0, 3.6)],
        );
    }
    path.finish()
}

fn area(path: &mut PathBuilder, corners: &[(f32, f32)]) {
    for (number, (x, y)) in corners.iter().enumerate() {
        if number == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    path.close();
}
