# F0 khỏi bệnh.

recovered = F0 khỏi bệnh
recovered-title = { $count } người đã khỏi bệnh
recovered-how = Chỉ trạm y tế xã nhập. Ngày khỏi quyết định ngày được tiêm mũi tới.
recovered-find = Tìm người để ghi
recovered-none = Chưa có ai trong danh sách
recovered-new = Ghi F0 khỏi bệnh
column-positive = Dương tính
column-recovered = Khỏi
case-positive = Ngày dương tính
case-positive-hint = ngày/tháng/năm
case-recovered = Ngày khỏi bệnh
case-recovered-hint = ngày/tháng/năm
case-test = Xét nghiệm
case-save = Ghi F0 khỏi bệnh
test-rapid_antigen = Test nhanh
test-pcr = PCR
test-certificate = Giấy xác nhận khỏi bệnh
fault-recovered-before = Ngày khỏi phải sau ngày dương tính
fault-test = Chưa chọn loại xét nghiệm
fault-recovered-days = Ngày phải không sau hôm nay, và ngày khỏi không trước ngày dương tính
fault-recovered-known = Người này đã có lần dương tính ngày đó
fault-recovered-commune = Hồ sơ chưa có xã: bổ sung nơi ở trước
recovered-not-yet = chưa khỏi
done-recovered = Đã ghi F0 khỏi bệnh.
