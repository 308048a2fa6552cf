//! What somebody does.

use crate::codes::codes;

codes! {
    /// One kind of act that a right is needed for. Which place counts is said where it is not
    /// plain: acts on a person are placed where the person lives, and also in the facility or
    /// session that attends to the person.
    Act {
        /// Enter a person who is not known yet.
        PersonRegister = "person_register",
        /// Search people; a hit shows just enough to tell two people apart.
        PersonFind = "person_find",
        /// Open the record: doses, verdicts, changes, who looked. Logged, shown to the person.
        PersonRead = "person_read",
        /// Correct a person's fields, the guardian's link included.
        PersonCorrect = "person_correct",
        /// Say that two records are one person.
        PersonMerge = "person_merge",
        /// Take a merge back.
        PersonSplit = "person_split",
        /// Confirm who a resident is: the commune's last word on the identity.
        IdentityConfirm = "identity_confirm",
        /// Enter a recovered case (F0).
        RecoveredEnter = "recovered_enter",
        /// Record a dose outside a session's list, one given abroad included.
        DoseRecord = "dose_record",
        /// Type a dose later from paper.
        DoseBackEntry = "dose_back_entry",
        /// Correct what is recorded of a dose.
        DoseCorrect = "dose_correct",
        /// Declare a dose entered in error.
        DoseVoid = "dose_void",
        /// Record a dose although a rule stops it, with a reason.
        DoseOverrideRule = "dose_override_rule",
        /// Sign recorded doses.
        DoseSign = "dose_sign",
        /// Order certificates to be issued to many, or issued anew.
        CertificateIssue = "certificate_issue",
        /// Revoke certificates, or take that back.
        CertificateRevoke = "certificate_revoke",
        /// Enter a facility or change what is known of it.
        FacilityEdit = "facility_edit",
        /// See lots and stock.
        StockRead = "stock_read",
        /// Receive vaccine.
        LotReceive = "lot_receive",
        /// Write vaccine off.
        LotWaste = "lot_waste",
        /// Send vaccine to another unit or back.
        LotTransfer = "lot_transfer",
        /// Draw up a list of people to be vaccinated.
        RosterDraft = "roster_draft",
        /// See a list.
        RosterRead = "roster_read",
        /// Check a list against the register and enter the result.
        RosterCheck = "roster_check",
        /// Approve a checked list.
        RosterApprove = "roster_approve",
        /// Take an approved list into a session.
        RosterUse = "roster_use",
        /// Plan a session.
        SessionPlan = "session_plan",
        /// Open a session, or one closed by mistake again.
        SessionOpen = "session_open",
        /// See a session and who is there.
        SessionRead = "session_read",
        /// Check somebody in, also one who is not on the list.
        SessionCheckIn = "session_check_in",
        /// Record consent.
        SessionConsent = "session_consent",
        /// Screen: fit, deferred, contraindicated.
        SessionScreen = "session_screen",
        /// Record the dose of somebody who is fit.
        SessionDose = "session_dose",
        /// Keep the watch after the dose.
        SessionWatch = "session_watch",
        /// Take down which fields the person confirms or refuses.
        SessionConfirm = "session_confirm",
        /// Record a reaction.
        SessionReaction = "session_reaction",
        /// Close a session with its counts.
        SessionClose = "session_close",
        /// Confirm for the commune of the session who attended it.
        AttendanceConfirm = "attendance_confirm",
        /// Report the day's figure of doses given.
        FigureReport = "figure_report",
        /// Correct a reported figure, with a reason.
        FigureCorrect = "figure_correct",
        /// See reported figures.
        FigureRead = "figure_read",
        /// Upload a file. Files are placed at the unit for which they are uploaded.
        ImportUpload = "import_upload",
        /// See what an import would change.
        ImportReview = "import_review",
        /// Mend a cell of an import.
        ImportMend = "import_mend",
        /// Apply a reviewed import.
        ImportApply = "import_apply",
        /// Undo an applied import whole.
        ImportUndo = "import_undo",
        /// Take a list of people out as a file or on paper.
        ListExport = "list_export",
        /// Give, change and end accounts; whom for says [`may_grant`](super::may_grant).
        AccountEdit = "account_edit",
        /// Change policies, the vaccine catalogue and dose rules.
        PolicyEdit = "policy_edit",
        /// Read the audit log.
        AuditRead = "audit_read",
        /// Verify the audit chain.
        AuditVerify = "audit_verify",
        /// See the boards: counts without people.
        BoardRead = "board_read",
        /// Partner: look up one person's doses, with that person's consent.
        ApiPersonRead = "api_person_read",
        /// Partner: record a dose of the facility that the token belongs to.
        ApiDoseRecord = "api_dose_record",
        /// Partner: read figures.
        ApiFigureRead = "api_figure_read",
    }
}
