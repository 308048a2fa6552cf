//! Cells merged over several people: one village, one workplace, one lot for all of them.

use std::collections::BTreeMap;

use super::header::Header;
use super::role::Role;
use super::row::RowRepair;
use crate::sheet::{Merge, RawCell, RawRow};

/// The merged blocks of a list that hold for every row they cover, by first row and column.
#[derive(Clone, Debug, Default)]
pub(super) struct MergedBlocks(BTreeMap<(u32, u32), u32>);

/// The blocks that are open at the row being read, by column: last row and value.
#[derive(Default)]
pub(super) struct OpenBlocks(BTreeMap<u32, (u32, RawCell)>);

impl MergedBlocks {
    /// Keeps the blocks below the header that hold what several people may have in common.
    pub(super) fn of(merges: &[Merge], header: &Header) -> Self {
        let shared = |merge: &&Merge| {
            let down = merge.first_row > header.last_row && merge.last_row > merge.first_row;
            down && header.role_at(merge.column).is_some_and(is_shared)
        };
        let blocks = merges.iter().filter(shared);
        Self(
            blocks
                .map(|merge| ((merge.first_row, merge.column), merge.last_row))
                .collect(),
        )
    }
}

/// What a block of cells may say of several people at once; a number or a name is one person's.
fn is_shared(role: Role) -> bool {
    !matches!(
        role,
        Role::Ordinal
            | Role::Name
            | Role::GivenName
            | Role::BirthDate
            | Role::Sex
            | Role::Phone
            | Role::IdNumber
            | Role::Insurance
            | Role::Result
    )
}

impl OpenBlocks {
    /// Gives a person's row the values of the blocks that cover it.
    pub(super) fn fill(
        &mut self,
        blocks: &MergedBlocks,
        header: &Header,
        row: &mut RawRow,
    ) -> Vec<RowRepair> {
        if blocks.0.is_empty() {
            return Vec::new();
        }
        self.0.retain(|_, (last, _)| *last >= row.number);
        let mut repairs = Vec::new();
        let name = header.column(Role::Name);
        if row.cells.iter().any(|cell| Some(cell.column) == name) {
            for (column, (_, value)) in &self.0 {
                if row.cells.iter().all(|cell| cell.column != *column) {
                    repairs.push(RowRepair::MergedCell { column: *column });
                    row.cells.push(value.clone());
                }
            }
        }
        for cell in &row.cells {
            if let Some(last) = blocks.0.get(&(row.number, cell.column)) {
                self.0.insert(cell.column, (*last, cell.clone()));
            }
        }
        repairs
    }
}
