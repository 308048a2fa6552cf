# What the command prints for people. Errors and JSON are always in English.

class-verified = Đúng thông tin
class-mismatch = Sai ít nhất một trường
class-no_number = Không có hoặc sai định dạng CCCD/CMND
class-not_found = Không tìm thấy
class-ambiguous = Nhiều người cùng phù hợp
class-unsendable = Chưa gửi được: thiếu họ tên, ngày sinh hoặc giới tính
class-exempt = Người nước ngoài, không đối chiếu
band-automatic = đủ chắc để làm ngay
band-review = cần người xem lại
band-none = không có

field-id_number = số định danh
field-full_name = họ và tên
field-date_of_birth = ngày sinh
field-sex = giới tính
field-commune = xã

summary-checked = Đã đối chiếu { $records } bản ghi trong { $files } tệp với { $people } người trong CSDL dân cư: { $seconds } giây, { $rate } bản ghi mỗi giây.
summary-people = Các bản ghi này thuộc { $people } người, { $doses } mũi tiêm.
summary-of-these-found = vẫn tìm được người
summary-open = Cần rà soát
summary-open-automatic = có đề xuất đủ chắc để cập nhật ngay
summary-open-review = có đề xuất cần người xem lại
summary-open-none = không có đề xuất
summary-report = Báo cáo: { $path }
summary-results = Tệp có ghi kết quả: { $count } tệp trong { $path }
summary-invented = Người và mũi tiêm trong ví dụ này là hư cấu.

check-class = Kết quả
check-band = Đề xuất
check-probability = Xác suất
check-reason = Lý do
check-evidence = Căn cứ, tính bằng bit (mỗi bit nhân đôi khả năng)
check-nobody = Không tìm thấy ai để so sánh.
check-sum = tổng
check-register = CSDL dân cư

evidence-prior = trước khi so sánh trường nào
evidence-others = những người khác cùng phù hợp

build-done = Đã ghi { $people } người vào { $path } ({ $bytes } byte, mã kiểm { $checksum }).
build-rejected = Bỏ qua { $count } dòng: { $why }
simulate-done = Đã ghi { $people } người và { $records } bản ghi vào { $path }.

evaluate-calibration = Hiệu chuẩn: xác suất nêu ra và tỷ lệ đúng
evaluate-stated = xác suất nêu ra
evaluate-observed = tỷ lệ đúng
evaluate-judged = Đã đánh giá { $count } bản ghi
evaluate-without-verdict = dòng về người mà không có kết quả
evaluate-no-person = kết quả về dòng không phải người
evaluate-unknown = kết quả về bản ghi không biết
evaluate-class = loại kết quả
evaluate-fields = trạng thái các trường
evaluate-links = Liên kết
evaluate-automatic = tự động
evaluate-review = cần xem lại (đúng)
evaluate-both = tự động và cần xem lại
evaluate-precision = độ chính xác
evaluate-recall = độ bao phủ
evaluate-f1 = F1
evaluate-kinds = Theo loại lỗi (cả hai mức)
evaluate-records = bản ghi
evaluate-right = đúng
evaluate-interval = khoảng tin cậy 95 %
evaluate-verified-as-another = xác thực nhầm thành người khác
evaluate-ece = sai số hiệu chuẩn kỳ vọng
evaluate-no-keys = Không đánh giá được liên kết: tệp kết quả không có matched_key (khien verify --reveal mới ghi).
evaluate-written = Đã ghi: { $paths }

migrate-done = Đã chạy { $count } bước cập nhật. Các bảng đã đúng với phiên bản này.
migrate-nothing = Không có gì phải làm: các bảng đã đúng với phiên bản này.
doctor-doses = Số mũi theo bộ đếm: { $counted }; đếm lại: { $recounted }.
doctor-unsealed = Nhật ký chờ niêm phong: { $count }.
doctor-jobs = Việc nền bị lỗi: { $count }.
doctor-sound = Sổ đăng ký lành lặn.
doctor-not-sound = Sổ đăng ký cần có người xem lại.

keys-created = Đã tạo khoá trong { $folder }. Nhật ký được ký bằng khoá { $id }. Hãy giữ một bản sao của thư mục, và cất mật khẩu ở nơi khác.
keys-authority-made = Đã tạo cơ quan chứng thực { $kid } trong { $folder }. Hãy giữ một bản sao của thư mục ngoài mạng, và cất mật khẩu ở nơi khác.
keys-signer-made = Đã chứng thực khoá ký { $kid }: ký từ { $from } đến { $until }. Hãy lập lại danh sách công khai và công bố trước khi khoá bắt đầu ký.
keys-request-written = Đã ghi yêu cầu vào { $file }. Hãy gửi cho cơ quan chứng thực của quốc gia.
keys-signer-revoked = Đã bỏ khoá ký { $kid }: mọi thứ khoá này đã ký mất giá trị khi danh sách mới được công bố.
keys-list-written = Đã ghi danh sách công khai vào { $folder }, số khoá ký: { $count }.
account-first = Đã tạo tài khoản { $login }. Mật khẩu, chỉ hiện lần này: { $password }
policy-from = từ { $day }
policy-of-program = theo chương trình
policy-of-registry = đặt tại sổ này
policy-set = Đã đặt { $name } = { $value } từ ngày { $day }.
serve-ready = Mở { $address } trong trình duyệt. Ctrl-C để dừng.
audit-holds = Chuỗi nhật ký nguyên vẹn: { $entries } mục, đã ký đến mục { $signed } bằng { $checkpoints } điểm kiểm.
demo-part-accounts = Đang tạo tài khoản…
demo-part-stock = Đang nhập cơ sở và lọ vắc xin…
demo-part-files = Đang nhập các tệp mẫu…
demo-part-session = Đang mở buổi tiêm sáng nay…
demo-part-signing = Đang cấp chứng thư số và ký các mũi đã tiêm…
demo-part-passports = Đang cấp hộ chiếu vắc xin…
demo-accounts = Tài khoản, tất cả dùng mật khẩu { $password } (chỉ cho bản trình diễn này):
demo-pin = Các tài khoản truong-tram, ky-so và chu-quan ký mũi tiêm bằng mã PIN { $pin }
demo-folder = Mọi người trong đó đều là hư cấu. Ngày diễn ra là 27/6/2022; các tệp nằm ở { $folder }
backup-done = Đã sao { $rows } dòng vào { $file } và đếm lại.
restore-done = Đã phục hồi { $rows } dòng từ { $file } và đếm lại.
