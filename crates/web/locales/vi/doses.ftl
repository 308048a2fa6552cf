# Mũi tiêm: ghi, sửa, nhập nhầm.

doses = Các mũi tiêm
dose-new = Ghi mũi đã tiêm
dose-edit = Sửa mũi tiêm
dose-save = Ghi mũi tiêm
dose-product = Vắc xin
dose-lot = Số lô
dose-lot-hint = Chép từ lọ hoặc giấy xác nhận
dose-day = Ngày tiêm
dose-day-hint = ngày/tháng/năm
dose-kind = Loại mũi
dose-kind-primary = Cơ bản
dose-kind-additional = Bổ sung
dose-kind-booster = Nhắc lại
dose-ordinal = Mũi thứ mấy của loại đó
dose-place = Nơi tiêm (mã cơ sở)
dose-abroad = Tiêm ở nước ngoài
dose-abroad-hint = Được tính vào lịch tiêm, không ký số ở đây
dose-reason = Lý do sửa
dose-nevertheless = Lý do vẫn ghi
dose-due = Mũi tới: <b>{ $dose }</b>, từ ngày { $day }.
dose-unconfirmed = chưa xác nhận
dose-confirmed = Người tiêm xác nhận
dose-entered = Người nhập
dose-state-recorded = Đã nhập
dose-state-signed = Đã ký
dose-state-corrected = Đã sửa, cần ký lại
dose-state-voided = Nhập nhầm
dose-state-abroad = Tiêm ở nước ngoài
dose-void = Mũi này nhập nhầm
dose-void-text = Mũi sẽ chuyển sang "nhập nhầm". Không xoá: mũi và lý do vẫn đọc được, chữ ký cũ mất hiệu lực.
dose-void-reason = Lý do
dose-void-do = Chuyển sang nhập nhầm
column-who = Người
reaction = Phản ứng

channel-phone = Trên điện thoại của mình
channel-slip = Trên phiếu
channel-nurse = Nhân viên đọc cho nghe
channel-relative = Người nhà xem giúp
channel-signature = Ký vào danh sách

stop-too-early = Mới { $days } ngày từ mũi trước, cần ít nhất { $needed } ngày.
stop-not-recorded = Chưa ghi. Kiểm lại ngày, loại mũi và hồ sơ.
stop-nevertheless = Vẫn ghi, có lý do
stop-record = Vẫn ghi mũi này

fault-product = Chưa chọn vắc xin
fault-lot = Số lô còn trống
fault-day = Ngày phải đủ ngày, tháng, năm
fault-kind = Chưa chọn loại mũi
fault-ordinal = Mũi thứ mấy phải là một số từ 1

done-dose = Đã ghi mũi tiêm.
done-voided = Mũi đã chuyển sang nhập nhầm.
