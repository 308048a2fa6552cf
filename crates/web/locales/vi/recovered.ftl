# F0 khỏi bệnh.

recovered = F0 khỏi bệnh
recovered-title = { $count } người đã khỏi bệnh
recovered-how = Chỉ trạm y tế xã nhập. Ngày khỏi quyết định ngày được tiêm mũi tới.
recovered-find = Tìm người để ghi
recovered-none = Chưa có ai trong danh sách
recovered-new = Ghi F0 khỏi bệnh
column-positive = Dương tính
column-recovered = Khỏi
column-dose-from = Tiêm được từ
case-positive = Ngày dương tính
case-positive-hint = ngày/tháng/năm
case-recovered = Ngày khỏi bệnh
case-recovered-hint = ngày/tháng/năm
case-test = Xét nghiệm
case-paper = Số giấy xác nhận, nếu có
case-save = Ghi F0 khỏi bệnh
test-pcr = PCR
test-rapid = Test nhanh
fault-recovered-before = Ngày khỏi phải sau ngày dương tính
fault-test = Chưa chọn loại xét nghiệm
done-recovered = Đã ghi F0 khỏi bệnh.
