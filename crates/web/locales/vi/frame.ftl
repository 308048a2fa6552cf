# Khung của mọi trang. Tiếng Việt là bản gốc.

brand = Khiên
area-checker = Kiểm tra hộ chiếu
area-slip = Phiếu xem lại
area-station = Trạm y tế
skip = Đến nội dung chính
sections = Các mục
crumbs = Đường dẫn
foot = Khiên, nền tảng tiêm chủng mã nguồn mở.
foot-demonstration = Bản dùng thử: người, số định danh và cơ sở đều là dữ liệu tự tạo.

menu-language = Ngôn ngữ, giao diện
language-vi = Tiếng Việt
language-en = English
theme-auto = Giao diện theo thiết bị
theme-light = Giao diện sáng
theme-dark = Giao diện tối
sign-out = Đăng xuất

section-board = Hôm nay
section-sessions = Buổi tiêm
section-people = Tìm người
section-imports = Nhập tệp
section-unit = Sửa dữ liệu
section-rosters = Danh sách
section-signing = Ký mũi tiêm
section-lots = Kho vắc xin
section-recovered = F0 khỏi bệnh
section-passports = Hộ chiếu vắc xin
section-accounts = Tài khoản
section-audit = Nhật ký

pager = Trang
pager-first = Trang đầu
pager-next = Trang sau
pager-rows = { $count } dòng một trang
form-faults = Có { $count } chỗ cần xem lại
date-day = Ngày
date-month = Tháng
date-year = Năm
