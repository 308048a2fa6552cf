# Trang kiểm tra hộ chiếu vắc xin: ai cũng dùng được, không cần tài khoản, không cần mạng sau một lần mở.

checker-title = Kiểm tra hộ chiếu vắc xin
checker-short = Kiểm tra
checker-scan = Quét bằng máy ảnh
checker-light = Bật đèn
checker-picture = Hoặc chọn ảnh có mã QR
checker-text = Hoặc dán nội dung mã QR
checker-text-hint = Bắt đầu bằng HC1: hoặc shc:/
checker-country = Theo quy định nhập cảnh của
checker-at = Vào lúc
checker-at-hint = Để trống là ngay bây giờ.
checker-check = Kiểm tra
checker-next = Người tiếp theo
checker-name = Họ tên
checker-born = Ngày sinh
checker-letters = Như trên hộ chiếu
checker-asked = Kiểm theo:
checker-without = Trình duyệt này không tự quét được.
checker-without-how = Cần trình duyệt mới có bật JavaScript để quét và dùng khi mất mạng. Vẫn kiểm được: dán nội dung mã vào ô dưới, máy chủ trả lời ngay và không lưu gì.
checker-clock = Đồng hồ của máy này sai. Chỉnh lại trước khi kiểm: còn hạn hay hết hạn tính theo đồng hồ.
checker-nothing-kept = Không lưu gì của người được kiểm: ảnh, mã, tên đều mất khi bấm Người tiếp theo hoặc đóng trang.

checker-result-valid = HỢP LỆ
checker-result-refused = KHÔNG HỢP LỆ
checker-result-open = CHƯA XÁC MINH

checker-word-no-camera = Không mở được máy ảnh. Cho phép trang dùng máy ảnh, hoặc chọn ảnh, hoặc dán mã.
checker-word-no-text = Chưa có mã nào. Quét, chọn ảnh hoặc dán nội dung mã.
checker-word-looking = Đang tìm mã trong ảnh…
checker-word-no-code = Không thấy mã QR trong ảnh. Chụp thẳng, đủ sáng, để mã chiếm phần lớn khung hình.
checker-word-no-rules = Không áp quy định nước nào
checker-word-lists-none = Chưa tải được danh sách chữ ký. Mở trang này một lần khi có mạng.
checker-word-lists-too-old = Danh sách lập [when], quá cũ. Không nhận mã nào là hợp lệ cho tới khi cập nhật: nối mạng rồi mở lại trang.
checker-word-lists-aging = Danh sách lập [when]. Nối mạng để cập nhật.
checker-word-lists-good = Danh sách chữ ký, thu hồi và quy định lập [when].
checker-word-offline-ready = Dùng được khi mất mạng.
checker-word-unproven = Tên ghi trong mã, chưa được chữ ký nào chứng thực.

checker-reason-none = Chữ ký đúng, còn hiệu lực, không bị thu hồi. Đối chiếu họ tên và ngày sinh với giấy tờ.
checker-reason-expired = Đã hết hiệu lực vào lúc được hỏi.
checker-reason-early = Chưa có hiệu lực vào lúc được hỏi.
checker-reason-endless = Mã không ghi ngày hết hiệu lực nên không được nhận.
checker-reason-revoked = Đã bị nơi cấp thu hồi.
checker-reason-half-lists = Danh sách thu hồi trên máy chưa đủ. Nối mạng rồi kiểm lại.
checker-reason-rules = Không đạt quy định nhập cảnh:
checker-reason-rules-open = Có quy định mà máy không trả lời được, người phải xem:
checker-reason-rules-none = Không có quy định nào của nước này cho loại chứng nhận này.
checker-reason-stranger = Nơi ký không có trong danh sách tin cậy. Không nói được là thật hay giả.
checker-reason-usage = Khóa ký này không được phép ký loại chứng nhận này.
checker-reason-browser = Trình duyệt này không đọc được khóa của nơi ký. Kiểm bằng máy khác.
checker-reason-forged = Chữ ký không khớp: mã bị sửa hoặc giả.
checker-reason-schema = Nội dung không đúng chuẩn của chứng nhận.
checker-reason-family = Loại mã này không kiểm được ở đây. Hỏi người phụ trách.
checker-reason-no-code = Đây không phải mã hộ chiếu vắc xin.
checker-reason-lists-old = Chữ ký đúng, nhưng danh sách trên máy đã quá một tuần nên không nhận. Nối mạng rồi kiểm lại.
checker-reason-lists-missing = Chưa có danh sách chữ ký tin cậy nên không kiểm được.
checker-reason-damaged = Mã hỏng hoặc không đúng chuẩn, không đọc được. Quét lại mã gốc.
