//! An uploaded file and its rows, until they are in the registry.

use crate::codes::{codes, transitions};

codes! {
    /// State of an import.
    ImportState {
        /// Đã tải lên.
        Uploaded = "uploaded",
        /// Đã đọc: every row was compared with the registry.
        Parsed = "parsed",
        /// Đã xem lại.
        Reviewed = "reviewed",
        /// Đã áp dụng.
        Applied = "applied",
        /// Đã hoàn tác.
        Undone = "undone",
    }
}

transitions! {
    ImportState {
        Uploaded => Parsed;
        Parsed => Reviewed;
        // Back to parsed: a cell was mended, so the rows are compared again.
        Reviewed => Applied | Parsed;
        Applied => Undone;
        // The same file, looked at afresh.
        Undone => Parsed;
    }
}

codes! {
    /// What a row would do to the registry.
    ImportRowKind {
        /// Mới.
        New = "new",
        /// Thay đổi.
        Change = "change",
        /// Trùng: already there.
        Duplicate = "duplicate",
        /// Mâu thuẫn: a person has to choose.
        Conflict = "conflict",
        /// Lỗi.
        Error = "error",
    }
}

impl ImportRowKind {
    /// Whether applying the import writes the row.
    pub fn is_written(self) -> bool {
        matches!(self, Self::New | Self::Change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn codes_are_well_formed() {
        assert_codes!(ImportState, ImportRowKind);
    }

    #[test]
    fn nothing_is_applied_that_nobody_looked_at_and_nothing_twice() {
        let before: Vec<_> = ImportState::ALL
            .iter()
            .filter(|it| it.may_become(ImportState::Applied))
            .collect();
        assert_eq!(before, [&ImportState::Reviewed]);
        assert!(!ImportState::Applied.may_become(ImportState::Reviewed));
        assert!(!ImportState::Undone.may_become(ImportState::Applied));
    }

    #[test]
    fn only_new_and_changed_rows_are_written() {
        let written: Vec<_> = ImportRowKind::ALL
            .iter()
            .filter(|it| it.is_written())
            .collect();
        assert_eq!(written, [&ImportRowKind::New, &ImportRowKind::Change]);
    }
}
