//! The table of rights as it is checked in: `matrix.csv`.
//!
//! One row an act, one column a role. A cell says `own` (within the scope), `any` (everywhere) or
//! nothing (never); the column `reach` says how far down a scope reaches. Two rows stand apart:
//! `scope`, the kinds of scope a role may be given, and `granted_by`, who may give it. Whatever
//! cannot be read counts as never; a test asserts that there is no such cell.

use std::sync::LazyLock;

use super::act::Act;
use super::place::Depth;
use super::role::Role;
use super::scope::ScopeKind;

pub(super) const TEXT: &str = include_str!("matrix.csv");

const ROLES: usize = Role::ALL.len();
const ACTS: usize = Act::ALL.len();
/// Columns before the first role: the act and its reach.
const LEADING: usize = 2;

/// What a role may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Right {
    /// Nothing.
    #[default]
    Never,
    /// Within the scope of the assignment.
    Own,
    /// Wherever the object is.
    Any,
}

/// The table of rights.
pub(super) struct Table {
    rights: [[Right; ROLES]; ACTS],
    depths: [Depth; ACTS],
    scopes: Vec<Vec<ScopeKind>>,
    granted_by: Vec<Vec<Role>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(TEXT));

impl Table {
    /// The one table. Read once, on first use.
    pub(super) fn national() -> &'static Self {
        &TABLE
    }

    /// What the role may do.
    pub(super) fn right(&self, role: Role, act: Act) -> Right {
        let row = self.rights.get(act as usize);
        row.and_then(|row| row.get(role as usize))
            .copied()
            .unwrap_or_default()
    }

    /// How far a scope reaches for the act.
    pub(super) fn depth(&self, act: Act) -> Depth {
        self.depths
            .get(act as usize)
            .copied()
            .unwrap_or(Depth::Unit)
    }

    /// Which kinds of scope the role may be given.
    pub(super) fn scopes(&self, role: Role) -> &[ScopeKind] {
        self.scopes.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// Which roles may give this one.
    pub(super) fn granted_by(&self, role: Role) -> &[Role] {
        self.granted_by
            .get(role as usize)
            .map_or(&[], Vec::as_slice)
    }

    fn read(text: &str) -> Self {
        let mut table = Self {
            rights: [[Right::Never; ROLES]; ACTS],
            depths: [Depth::Unit; ACTS],
            scopes: vec![Vec::new(); ROLES],
            granted_by: vec![Vec::new(); ROLES],
        };
        let mut lines = text.lines();
        let columns: Vec<Option<Role>> = lines
            .next()
            .unwrap_or_default()
            .split(',')
            .map(Role::parse)
            .collect();
        for line in lines {
            table.read_row(line, &columns);
        }
        table
    }

    fn read_row(&mut self, line: &str, columns: &[Option<Role>]) {
        let mut cells = line.split(',');
        let (title, reach) = (
            cells.next().unwrap_or_default(),
            cells.next().unwrap_or_default(),
        );
        let act = Act::parse(title);
        if let Some(depth) = act.and_then(|act| self.depths.get_mut(act as usize)) {
            *depth = depth_of(reach).unwrap_or(Depth::Unit);
        }
        let columns = columns.iter().skip(LEADING);
        for (role, cell) in columns.zip(cells) {
            let Some(role) = *role else { continue };
            match (title, act) {
                ("scope", _) => set(&mut self.scopes, role, cell, ScopeKind::parse),
                ("granted_by", _) => set(&mut self.granted_by, role, cell, Role::parse),
                (_, Some(act)) => self.set_right(role, act, cell),
                (_, None) => {}
            }
        }
    }

    fn set_right(&mut self, role: Role, act: Act, cell: &str) {
        let row = self.rights.get_mut(act as usize);
        if let Some(right) = row.and_then(|row| row.get_mut(role as usize)) {
            *right = right_of(cell).unwrap_or_default();
        }
    }
}

fn set<T>(lists: &mut [Vec<T>], role: Role, cell: &str, parse: fn(&str) -> Option<T>) {
    if let Some(list) = lists.get_mut(role as usize) {
        *list = cell.split_whitespace().filter_map(parse).collect();
    }
}

pub(super) fn right_of(cell: &str) -> Option<Right> {
    match cell {
        "" => Some(Right::Never),
        "own" => Some(Right::Own),
        "any" => Some(Right::Any),
        _ => None,
    }
}

pub(super) fn depth_of(cell: &str) -> Option<Depth> {
    match cell {
        "unit" => Some(Depth::Unit),
        "managed" => Some(Depth::Managed),
        "territory" => Some(Depth::Territory),
        _ => None,
    }
}
