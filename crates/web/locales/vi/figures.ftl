# Số mũi đã tiêm, theo ngày.

figures = Số mũi đã tiêm
figures-how = Báo nhanh cuối ngày, đặt cạnh số lọ đã dùng và số mũi đã nhập.
figures-days = Từ { $from } đến { $to }
figures-nation = Cả nước
figures-none = Chưa có số liệu
figures-unit = Đơn vị
figures-sites = Cơ sở đã báo
figures-reported = Đã báo
figures-vials = Lọ đã dùng
figures-in-vials = { $count } liều theo nhãn
figures-entered = Đã nhập
figures-to-enter = Còn phải nhập
figures-beyond = nhập nhiều hơn { $count }
figures-act = Báo, sửa
figures-report = Báo số
figures-correct = Sửa số
figures-total = Cộng
figures-earlier = Các ngày trước
fault-figure = Số mũi hoặc ngày không đọc được.
fault-figure-future = Ngày này chưa đến.
fault-figure-reported = Ngày này đã có người báo: sửa số đó, ghi lý do.
