# Từ dùng ở nhiều trang.

sex-M = Nam
sex-F = Nữ

dose-primary = cơ bản { $n }
dose-additional = bổ sung { $n }
dose-booster = nhắc lại { $n }

verdict-verified = Đúng thông tin
verdict-mismatch = Sai thông tin
verdict-mismatch-of = Sai { $fields }
verdict-no_number = Thiếu / sai định dạng số
verdict-not_found = Không tìm thấy
verdict-ambiguous = Nhiều người trùng
verdict-pending = Chờ kết quả
verdict-exempt = Không phải đối chiếu
verdict-unsendable = Chưa gửi được

wrong-number = số định danh
wrong-name = họ tên
wrong-birth-date = ngày sinh
wrong-sex = giới tính
