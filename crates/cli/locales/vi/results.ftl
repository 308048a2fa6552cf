# What stands in the column "Kết quả import" of a result workbook: one cell per person, in the
# words of letters 9438/BYT-CNTT and 2262/BYT-CNTT. Nothing of the register unless revealed.

result-verified = Đúng thông tin
result-verified-old-number = Đúng thông tin (theo số CMND 9 số)
result-exempt = Người nước ngoài: không thuộc diện đối chiếu
result-not_found = Không xác định được: không tìm thấy người nào phù hợp
result-ambiguous = Không xác định được: có nhiều người cùng phù hợp
result-unsendable = Chưa gửi xác thực được

# Number
result-id-missing = Không có số CCCD/CMND
result-id-malformed = Sai định dạng CCCD/CMND
result-id-malformed-why = Sai định dạng CCCD/CMND: { $why }
result-id-wrong = Sai số CCCD/CMND
result-id-other_persons = Số CCCD/CMND là của người khác

# Fields
result-name-differs = Sai họ tên
result-name-no-diacritics = Sai họ tên: thiếu dấu
result-name-typing-residue = Sai họ tên: còn ký tự bộ gõ
result-name-missing = Thiếu họ tên
result-birth-differs = Sai ngày sinh
result-birth-year-only = Sai ngày sinh: chỉ có năm
result-birth-month-only = Sai ngày sinh: chỉ có tháng và năm
result-birth-missing = Thiếu ngày sinh hoặc ngày sinh không đọc được
result-sex-differs = Sai giới tính
result-sex-missing = Thiếu giới tính hoặc giới tính không đọc được

# Proposals
result-found-automatic = Đã tìm được người, đủ chắc để cập nhật
result-found-review = Có đề xuất, cần người xem lại
result-nobody-found = Không tìm thấy người phù hợp
result-several-found = Có nhiều người cùng phù hợp

# Register values, only for those who may see them
result-register = CSDL dân cư: { $values }
result-register-id = số { $value }
result-register-name = họ tên { $value }
result-register-birth = ngày sinh { $value }
result-register-sex = giới tính { $value }
sex-M = nam
sex-F = nữ

# What was wrong with a number
number-too_short = thiếu số
number-eight_digits = chỉ có 8 số
number-ten_digits = có 10 số
number-eleven_digits = có 11 số
number-too_long = thừa số
number-letters = có chữ cái
number-phone = giống số điện thoại
number-insurance_number = giống số thẻ bảo hiểm y tế
number-placeholder = số điền cho có
number-exponent = Excel đã đổi thành dạng 1,08E+11
number-unknown_province = không có mã tỉnh này
