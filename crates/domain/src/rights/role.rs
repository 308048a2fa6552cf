//! Whom an account stands for.

use crate::codes::codes;

codes! {
    /// What somebody is on the platform. An account has a role at a place, and may have several.
    ///
    /// Members of the Tổ 06 (the project group of the government's scheme 06) exist at hamlet and
    /// at commune; the register's owner is the police department C06.
    Role {
        /// Công dân: sees and confirms the own record.
        Citizen = "citizen",
        /// Người giám hộ: the same for a child or a ward.
        Guardian = "guardian",
        /// Cán bộ tiêm: screens, gives the dose, watches.
        Vaccinator = "vaccinator",
        /// Cán bộ nhập liệu.
        Clerk = "clerk",
        /// Thủ trưởng cơ sở tiêm: answers for the data of the facility.
        FacilityHead = "facility_head",
        /// Tình nguyện viên: helps at one session; the account ends with it.
        SessionVolunteer = "session_volunteer",
        /// Đơn vị lập danh sách: an employer or a school that submits lists.
        ListSubmitter = "list_submitter",
        /// Trạm y tế xã: the residents' station, and a facility that gives doses.
        CommuneStation = "commune_station",
        /// Tổ 06 thôn, tổ dân phố.
        HamletTeam = "hamlet_team",
        /// Tổ trưởng Tổ 06 cấp xã.
        CommuneTeamHead = "commune_team_head",
        /// Ủy ban nhân dân cấp xã: approves lists.
        CommuneCommittee = "commune_committee",
        /// Công an cấp xã: checks lists against the register.
        CommunePolice = "commune_police",
        /// Công an cấp huyện.
        DistrictPolice = "district_police",
        /// Công an cấp tỉnh.
        ProvincialPolice = "provincial_police",
        /// Cơ quan quản lý CSDL quốc gia về dân cư (C06).
        RegisterOwner = "register_owner",
        /// Trung tâm y tế huyện.
        DistrictHealthCentre = "district_health_centre",
        /// Trung tâm kiểm soát bệnh tật tỉnh (CDC).
        ProvincialCdc = "provincial_cdc",
        /// Sở Y tế.
        ProvincialHealthDepartment = "provincial_health_department",
        /// Đơn vị ký số do tỉnh chỉ định.
        AppointedSigner = "appointed_signer",
        /// Ủy ban nhân dân cấp tỉnh.
        ProvincialCommittee = "provincial_committee",
        /// Cục Y tế dự phòng: issues certificates, sets policies.
        PreventiveMedicine = "preventive_medicine",
        /// Cục Công nghệ thông tin: operates the platform, sees nobody's record.
        InformationTechnology = "information_technology",
        /// Cơ quan chủ quản: the body above a facility where that is not its territory (army,
        /// police, a ministry, a private group).
        ManagingBody = "managing_body",
        /// Tổng đài viên: reads, to answer who calls.
        HotlineOperator = "hotline_operator",
        /// Kiểm tra viên: reads the audit log, nothing else.
        Auditor = "auditor",
        /// Ứng dụng đối tác: a program with a token.
        PartnerApp = "partner_app",
    }
}
