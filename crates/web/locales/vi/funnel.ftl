# Mũi tiêm đến hộ chiếu vắc xin: đã nhập, đã xác thực, đã ký, đã cấp.

funnel = Mũi tiêm đến hộ chiếu
funnel-of = Mũi tiêm đến hộ chiếu: { $unit }
funnel-counted = Số đếm lúc { $when } hoặc mới hơn; mỗi cơ sở được đếm lại sau mỗi giờ.
funnel-uncounted = Chưa cơ sở nào được đếm.
funnel-none = Chưa có số đếm
funnel-none-text = Máy chủ lần lượt đếm từng cơ sở; mở lại trang này sau ít phút.
funnel-waits-verified = Vướng nhiều nhất ở bước xác thực: <b>{ $count } trên { $before } mũi đã nhập</b> của người chưa được xác thực thông tin.
funnel-waits-signed = Vướng nhiều nhất ở bước ký: <b>{ $count } trên { $before } mũi đã xác thực</b> chưa được cơ sở tiêm ký.
funnel-waits-certified = Vướng nhiều nhất ở bước cấp: <b>{ $count } trên { $before } mũi đã ký</b> của người chưa có hộ chiếu.
funnel-nothing-waits = Mọi mũi tiêm đều đã đến hộ chiếu.
funnel-unit = Đơn vị
funnel-recorded = Đã nhập
funnel-verified = Đã xác thực
funnel-signed = Đã ký
funnel-certified = Đã cấp hộ chiếu
funnel-share = { $share } của bước trước
funnel-nowhere = Cơ sở ở xã không còn mã
funnel-how = Mỗi bước chỉ đếm những mũi đã qua bước trước; tỷ lệ tính trên bước trước. Tính theo nơi đặt cơ sở tiêm.
