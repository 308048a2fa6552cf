# Báo cáo đối chiếu (report.html). Tiếng Việt là bản gốc.

brand = Khiên
report = Báo cáo đối chiếu
skip = Đến nội dung chính
languages = Ngôn ngữ
language-vi = Tiếng Việt
language-en = English
sections = Các phần của báo cáo

## Đầu trang

title-right = { $share } bản ghi đúng thông tin.
title-none-right = Chưa bản ghi nào đúng thông tin.
title-proposed = Với { $share } nữa, máy đã tìm ra người, chỉ còn xác nhận.
title-none-proposed = Máy chưa đề xuất được ai.
title-empty = Các tệp không có bản ghi nào.
checked = Đối chiếu lúc
about = { $files } tệp · đối chiếu với { $population } người trong bản trích dân cư
about-place = { $files } tệp của { $place } · đối chiếu với { $population } người trong bản trích dân cư
invented = Dữ liệu tự tạo: không có người, số định danh hay cơ sở tiêm chủng nào ở đây là thật.

share-all = toàn bộ
share-nearly = gần { $share }
share-over = hơn { $share }
share-1-10 = một phần mười
share-1-6 = một phần sáu
share-1-5 = một phần năm
share-1-4 = một phần tư
share-3-10 = ba phần mười
share-1-3 = một phần ba
share-2-5 = hai phần năm
share-1-2 = một nửa
share-3-5 = ba phần năm
share-2-3 = hai phần ba
share-7-10 = bảy phần mười
share-3-4 = ba phần tư
share-4-5 = bốn phần năm
share-5-6 = năm phần sáu
share-9-10 = chín phần mười

headline-figures = Số liệu chính
stat-records = Bản ghi
stat-people = của { $people } người
stat-people-doses = của { $people } người, { $doses } mũi tiêm
stat-right = Đúng thông tin
stat-share = { $share }
stat-proposed = Máy đề xuất chắc chắn
stat-proposed-note = { $share }, chỉ còn xác nhận
stat-by-hand = Phải xem hoặc hỏi lại
stat-by-hand-note = { $share }
stat-time = Thời gian chạy
stat-rate = { $rate } bản ghi một giây, { $threads } luồng
seconds = giây

column-records = Bản ghi
column-share = Tỷ lệ
column-chart = Biểu đồ
sum = Cộng
others = Loại khác
others-count = { $n } dòng còn lại
more-rows = Xem { $n } dòng còn lại
not-stated = Không ghi

## Kết quả theo loại

section-results = Kết quả
results-heading = Kết quả của { $n } bản ghi
results-caption = Bản ghi theo kết quả và mức đề xuất của máy
column-result = Kết quả
column-automatic = Đề xuất chắc chắn
column-review = Cần người xem
column-nobody = Chưa tìm ra ai

class-verified = Đúng thông tin
class-mismatch = Sai thông tin
class-no_number = Thiếu / sai định dạng CCCD/CMND
class-not_found = Không tìm thấy
class-ambiguous = Nhiều người trùng
class-exempt = Không thuộc diện đối chiếu
class-unsendable = Chưa gửi xác thực được

short-verified = đúng
short-mismatch = sai
short-no_number = thiếu số
short-not_found = không tìm thấy
short-ambiguous = nhiều người trùng
short-exempt = không phải đối chiếu
short-unsendable = chưa gửi được

next-verified = Cơ sở ký số được ngay
next-mismatch = Công an xã xác nhận người được đề xuất, trạm y tế sửa
next-no_number = Công an xã xác nhận số của người được đề xuất
next-not_found = Tổ thôn, tổ dân phố hỏi lại người dân
next-ambiguous = Trạm y tế bổ sung thông tin để chọn một người
next-exempt = Người nước ngoài, không đối chiếu
next-unsendable = Trạm y tế bổ sung họ tên, giới tính, ngày sinh

band-automatic = Đề xuất chắc chắn
band-review = Cần người xem
band-none = Chưa tìm ra ai

## Bảng theo mẫu của Bộ

section-ministry = Bảng của Bộ
ministry-heading = Đã gửi xác thực { $sent } người, { $right } người đúng
ministry-heading-empty = Chưa gửi xác thực người nào
ministry-caption = Theo cách đếm của Bộ Y tế. Tỷ lệ tính trên số đã gửi; một người có thể sai nhiều trường.
ministry-caption-short = Bảng theo mẫu của Bộ Y tế
column-item = Chỉ tiêu
column-people = Người
column-doses = Mũi tiêm
ministry-total = Tổng số trong các tệp
ministry-exempt = Không thuộc diện đối chiếu
ministry-unsendable = Chưa gửi xác thực được
ministry-sent = Đã gửi xác thực
ministry-right = Đúng thông tin
ministry-wrong = Sai thông tin
ministry-wrong-id_number = Sai số định danh
ministry-wrong-date_of_birth = Sai ngày sinh
ministry-wrong-full_name = Sai họ tên
ministry-wrong-other = Sai khác (giới tính)
ministry-no_number = Thiếu / sai định dạng CCCD/CMND
ministry-no_number-determined = Tìm được người theo họ tên, ngày sinh
ministry-no_number-undeterminable = Không xác định được
ministry-undeterminable = Không xác định được, dù có số

## Lỗi

section-faults = Lỗi
faults-heading = Lỗi gặp nhiều nhất: { $field }, { $kind } ({ $n } bản ghi)
faults-heading-none = Không có lỗi nào
faults-lead = Đếm sau khi máy đã sửa những gì chắc chắn sửa được. Một bản ghi có thể sai nhiều chỗ. Mọi vạch cùng một thước đo.
column-fault = Lỗi
repairs-heading = Máy đọc được { $n } ô gõ lệch quy cách, không cần ai sửa
repairs-lead = Những cách gõ này không làm mất thông tin nên không tính là sai.
column-repair = Cách gõ
column-cells = Ô

field-id_number = Số định danh
field-full_name = Họ và tên
field-date_of_birth = Ngày sinh
field-sex = Giới tính
field-commune = Nơi thường trú

kind-id_number-missing = không có số
kind-id_number-placeholder = số điền cho có
kind-id_number-letters = có chữ hoặc ký hiệu lạ
kind-id_number-too_short = chưa đến 8 chữ số
kind-id_number-eight_digits = 8 chữ số
kind-id_number-ten_digits = 10 chữ số
kind-id_number-eleven_digits = 11 chữ số
kind-id_number-phone = gõ số điện thoại
kind-id_number-insurance_number = gõ số thẻ bảo hiểm
kind-id_number-too_long = hơn 12 chữ số
kind-id_number-exponent = Excel rút gọn thành 3,4E+10
kind-id_number-unknown_province = ba số đầu không phải mã tỉnh
kind-id_number-lost_zero = mất số 0 ở đầu
kind-id_number-malformed = sai định dạng
kind-id_number-wrong = sai số
kind-id_number-other_persons = số của người khác
kind-id_number-equal = giống nhau
kind-id_number-old_equal = đúng số CMND cũ
kind-id_number-one_edit = lệch một chữ số hoặc đảo hai chữ số
kind-id_number-relatives = số của người cùng họ, cùng xã
kind-id_number-neighbours = số của người cùng xã
kind-id_number-others = số của người khác
kind-id_number-differs = không ai có số này

kind-full_name-missing = không có họ tên
kind-full_name-not_a_name = không phải họ tên
kind-full_name-no_diacritics = không có dấu
kind-full_name-some_diacritics = thiếu hoặc sai vài dấu
kind-full_name-iy = i hay y
kind-full_name-middle_dropped = thiếu tên đệm
kind-full_name-middle_added = thừa tên đệm
kind-full_name-order = đảo thứ tự họ, đệm, tên
kind-full_name-one_letter = sai một chữ cái
kind-full_name-regional_spelling = cách viết theo vùng (Hoàng, Huỳnh)
kind-full_name-typing_residue = sót phím gõ Telex, VNI
kind-full_name-other = sai nhiều chỗ
kind-full_name-equal = giống nhau
kind-full_name-folded = giống nhau nếu bỏ dấu
kind-full_name-one_close = một tiếng gõ lệch
kind-full_name-two_close = hai tiếng gõ lệch
kind-full_name-middle_count = thiếu hoặc thừa một tên đệm
kind-full_name-surname_and_given = giống họ và tên, khác đệm
kind-full_name-one_other = khác hẳn một tiếng
kind-full_name-given = chỉ giống tên
kind-full_name-differs = khác hẳn

kind-date_of_birth-missing = không có ngày sinh
kind-date_of_birth-unreadable = không đọc được
kind-date_of_birth-out_of_range = năm ngoài khoảng 1880–2100
kind-date_of_birth-impossible = ngày không có trong lịch
kind-date_of_birth-year_only = chỉ có năm sinh
kind-date_of_birth-month_only = chỉ có tháng và năm
kind-date_of_birth-equal = giống nhau
kind-date_of_birth-register_partial = dân cư chỉ có năm, trùng nhau
kind-date_of_birth-register_partial_day = dân cư chỉ có năm, gõ đủ ngày cùng năm
kind-date_of_birth-typed_partial = chỉ có năm sinh, trùng năm
kind-date_of_birth-first_of_year = gõ 01/01, đúng năm
kind-date_of_birth-swapped = đảo ngày và tháng
kind-date_of_birth-one_digit = lệch một chữ số
kind-date_of_birth-day_and_month = đúng ngày tháng, sai năm
kind-date_of_birth-year_and_one = đúng năm, sai ngày hoặc tháng
kind-date_of_birth-year = chỉ đúng năm
kind-date_of_birth-differs = khác hẳn

kind-sex-missing = không có giới tính
kind-sex-unreadable = không đọc được
kind-sex-other_coding = gõ theo bảng mã khác
kind-sex-equal = giống nhau
kind-sex-differs = khác với dân cư

kind-commune-missing = không có mã xã
kind-commune-equal = cùng xã
kind-commune-same_district = xã khác cùng huyện
kind-commune-differs = khác huyện

note-unicode = Dấu gõ rời (Unicode tổ hợp)
note-vni = Phông chữ VNI
note-tcvn3 = Phông chữ TCVN3 (ABC)
note-utf8_as_latin1 = Chữ vỡ do đọc nhầm bảng mã
note-d_stroke = Ð thay cho Đ
note-spaces = Thừa hoặc thiếu dấu cách
note-case = Viết hoa, viết thường
note-apostrophe = Dấu nháy, gạch nối viết cách khác
note-tone_placement = Đặt dấu thanh kiểu khác (hòa, hoà)
note-marks = Chữ số, dấu chấm trong họ tên
note-typing_residue = Sót phím gõ Telex, VNI
note-no_diacritics = Không có dấu
note-foreign_name = Tên người nước ngoài
note-minority_name = Tên dân tộc thiểu số
note-punctuation = Dấu chấm, dấu cách trong số
note-full_width_digits = Chữ số toàn khổ
note-formula_quoted = Số bọc trong công thức Excel
note-lost_zero = Mất số 0 ở đầu
note-country_of_birth = Số định danh sinh ở nước ngoài
note-year_only = Chỉ có năm sinh
note-month_only = Chỉ có tháng và năm sinh
note-month_first = Tháng gõ trước ngày
note-serial_number = Ngày ghi bằng số thứ tự của Excel
note-two_digit_year = Năm hai chữ số
note-time_cut = Ngày kèm giờ
note-words = Ngày viết bằng chữ
note-word = Giới tính viết bằng chữ
note-portal_code = Giới tính theo mã của cổng
note-letter_for_digit = Chữ O, I thay cho số
note-misspelt = Từ gõ lệch một chữ cái

## Tệp và cơ sở

section-places = Tệp, cơ sở
key = Chú giải
places-lead = Dòng nhiều việc nhất đứng đầu. Mỗi vạch là toàn bộ bản ghi của dòng đó.
files-heading = Tệp { $name } còn nhiều việc nhất: { $n } bản ghi phải sửa
files-caption = Kết quả của từng tệp
facilities-heading = Cơ sở còn nhiều việc nhất: { $name }, { $n } bản ghi phải sửa
facilities-caption = Bản ghi tính cho cơ sở của mũi tiêm đầu tiên
column-file = Tệp
column-facility = Cơ sở
column-right = Đúng
column-to-mend = Phải sửa

## Việc còn lại

section-communes = Việc còn lại
communes-heading = Nhận đề xuất chắc chắn của máy thì { $communes } xã còn { $after } bản ghi phải sửa, thay vì { $before }
communes-heading-same = { $communes } xã còn { $before } bản ghi phải sửa
communes-heading-none = Không xã nào còn việc phải làm
communes-lead = Đề xuất chắc chắn vẫn do công an xã xác nhận, nhưng không còn phải tìm. Tên xã theo danh mục năm 2022; tên hiện nay ghi bên dưới.
communes-overall = Tất cả các xã
communes-caption = Bản ghi phải sửa, theo xã thường trú
column-commune = Xã, phường, thị trấn
column-before = Trước đề xuất
column-after = Sau đề xuất
column-less = Giảm
key-left = Còn lại sau đề xuất
key-proposed = Đã có đề xuất chắc chắn
commune-today = nay là { $name }
commune-unknown = Không rõ xã

## Ví dụ

section-examples = Ví dụ
examples-heading = { $n } ví dụ: máy đã cân nhắc thế nào
examples-lead = Chỗ khác nhau được gạch chân: gạch lượn sóng là chỗ gõ, gạch liền là dân cư.
examples-lead-codes = Chỉ hiện mức giống nhau, không hiện giá trị: đây là dữ liệu dân cư thật.
example-sheet-row = { $file }, trang { $sheet }, dòng { $row }
example-row = { $file }, dòng { $row }
example-probability = Xác suất đúng người { $p }
example-compare = So từng trường, ví dụ { $n }
example-why = Vì sao, ví dụ { $n }
column-field = Trường
column-typed = Đã gõ
column-register = Dân cư
column-verdict = Kết luận
column-evidence = Bằng chứng
column-for-against = Ngược / thuận
column-score = Điểm
empty-typed = (để trống)
empty-register = (không có)
bar-prior = Trước khi xét
bar-prior-note = chưa so trường nào
bar-others = Những người khác
bar-others-note = cũng có thể khớp
score-note = Điểm tính bằng bit: thêm 1 điểm là chắc gấp đôi. Các vạch cộng lại đúng bằng dòng cuối.

reason-number_equal = Số định danh đúng, các trường đều khớp
reason-number_equal_fields_differ = Số định danh đúng, có trường khác dân cư
reason-old_number_equal = Số CMND cũ đúng, các trường đều khớp
reason-old_number_equal_fields_differ = Số CMND cũ đúng, có trường khác dân cư
reason-number_one_edit = Số định danh lệch một chữ số, họ tên hoặc ngày sinh khớp
reason-name_and_birth_date = Họ tên và ngày sinh chỉ khớp một người
reason-name_and_birth_date_several = Họ tên và ngày sinh khớp nhiều người
reason-probabilistic = Không trường nào đủ, nhưng cộng lại thì rõ một người
reason-probabilistic_several = Vài người gần như ngang nhau
reason-not_found = Không ai trong dân cư khớp
reason-unsendable = Thiếu trường bắt buộc
reason-exempt = Người nước ngoài, không đối chiếu

state-ok = giống nhau
state-equivalent = giống nhau, khác cách viết
state-differs = khác
state-missing = thiếu
state-malformed = sai định dạng
state-old_number = đúng số CMND cũ
state-wrong = sai số
state-other_persons = số của người khác

sex-M = Nam
sex-F = Nữ

## Chạy lại

section-facts = Chạy lại
facts-heading = Chạy lại được đúng kết quả này
fact-model = Mô hình
fact-snapshot = Ngày của bản trích dân cư
fact-population = Mã kiểm tra bản dân cư
fact-digest = Mã kiểm tra kết quả
fact-skipped = Dòng không phải người, bỏ qua
skipped-blank = dòng trống
skipped-section_title = dòng tiêu đề nhóm
skipped-total = dòng tổng cộng
skipped-signature = dòng ký tên
foot = Khiên, nền tảng tiêm chủng mã nguồn mở. Trang này không gửi gì ra ngoài.
