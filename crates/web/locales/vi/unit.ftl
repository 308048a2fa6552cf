# Người của đơn vị, theo chỗ sai.

unit = Sửa dữ liệu
unit-title = { $faulty } trên { $people } người cần sửa
unit-how = Người thường trú của xã, kể cả mũi tiêm ở nơi khác. Sửa được ở trang của từng người.
unit-how-own = Người đã đến các buổi tiêm của cơ sở trong 30 ngày qua. Sửa được ở trang của từng người.
unit-strip = Kết quả đối chiếu của đơn vị
unit-tabs = Lọc theo chỗ sai
unit-none = Không có ai như vậy
fault-kind-mismatch = Sai thông tin
fault-kind-no_number = Thiếu số
fault-kind-not_found = Không tìm thấy
fault-kind-ambiguous = Nhiều người trùng
fault-kind-unsendable = Chưa gửi được
fault-kind-said-wrong = Người tiêm báo sai
fault-kind-unconfirmed = Chưa xác nhận
fault-act-mismatch = So với căn cước. Gõ sai ở đây thì sửa; đúng như căn cước thì lập danh sách chuyển công an xã.
fault-act-no_number = Hỏi số CCCD khi gặp, hoặc nhờ tổ thôn hỏi.
fault-act-not_found = Kiểm lại số và họ tên với căn cước.
fault-act-ambiguous = Ghi thêm số CCCD hoặc đủ ngày sinh.
fault-act-unsendable = Bổ sung họ tên, giới tính hoặc ngày sinh còn thiếu.
fault-act-said-wrong = Người tiêm đã nói chỗ sai khi ngồi chờ: sửa trước khi ký.
fault-act-unconfirmed = Gọi điện đọc lại bản ghi, hoặc nhờ tổ thôn đưa phiếu.
column-since = Từ ngày
