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
dose-ordinal = Mũi thứ mấy, tính mọi mũi
dose-number = mũi thứ { $n }
dose-place = Nơi tiêm (mã cơ sở)
dose-country = Nước, nếu tiêm ở nước ngoài
dose-country-hint = 2 chữ cái, ví dụ KR; được tính vào lịch tiêm, không ký số ở đây
dose-reason = Lý do sửa
dose-nevertheless = Lý do vẫn ghi
dose-due = Mũi tới: <b>{ $dose }</b>, từ ngày { $day }.
dose-unconfirmed = chưa xác nhận
dose-confirmed = Người tiêm xác nhận
dose-entered = Người nhập
dose-state-recorded = Đã nhập, chờ ký
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


stop-in_future = Ngày tiêm sau hôm nay.
stop-before_birth = Ngày tiêm trước ngày sinh.
stop-product_unknown = Không có vắc xin này trong danh mục.
stop-product_not_allowed_on_date = Ngày đó vắc xin này chưa hoặc không còn được phép dùng.
stop-too_young = Chưa đủ tuổi dùng vắc xin này.
stop-too_old = Quá tuổi dùng vắc xin này.
stop-age_unknown = Chưa biết ngày sinh nên không xét được tuổi: bổ sung ở trang của người này, hoặc vẫn ghi kèm lý do.
stop-next_too_early = Mũi liền sau đã ghi thành sớm quá, nếu mũi này đúng ngày.
stop-too_early = Sớm quá: mũi này được tiêm từ ngày { $day }.
stop-recovered_too_recently = Khỏi bệnh chưa đủ lâu: được tiêm từ ngày { $day }.
stop-second_first_dose = Người này đã có mũi 1 rồi.
stop-ordinal_gap = Thiếu mũi liền trước trong hồ sơ.
stop-ordinal_repeated = Mũi thứ này đã có trong hồ sơ.
stop-kind_not_possible = Loại mũi không hợp với các mũi trước.
stop-mixing_not_allowed = Vắc xin của mũi này không được phối hợp với vắc xin của mũi liền trước hoặc liền sau.
stop-same_day = Ngày đó đã có một mũi.
stop-known = Mũi này đã ghi rồi.
stop-not-recorded = Chưa ghi. Kiểm lại ngày, loại mũi và hồ sơ.
channel-own_phone = Trên điện thoại của mình
channel-slip = Trên phiếu
channel-read_aloud = Nhân viên đọc cho nghe
channel-relative = Người nhà xem giúp
channel-signature_column = Ký vào danh sách

stop-nevertheless = Vẫn ghi, có lý do
stop-record = Vẫn ghi mũi này

fault-product = Chưa chọn vắc xin
fault-lot = Số lô còn trống
fault-country = Tên nước phải là 2 chữ cái
fault-place-unknown = Không có cơ sở nào mang mã này
fault-day = Ngày phải đủ ngày, tháng, năm
fault-kind = Chưa chọn loại mũi
fault-ordinal = Mũi thứ mấy phải là một số từ 1

done-dose = Đã ghi mũi tiêm.
done-voided = Mũi đã chuyển sang nhập nhầm.
