# Trang Hôm nay.

board = Hôm nay
board-day = Ngày { $day }
board-missing = Hôm nay đã tiêm { $given } mũi, còn { $missing } mũi chưa nhập
board-all-entered = Hôm nay đã tiêm { $given } mũi, đã nhập đủ
board-not-reported = Hôm nay đã nhập { $entered } mũi, chưa báo số đã tiêm
board-beyond = Nhiều hơn số đã tiêm
board-nothing-given = Hôm nay chưa tiêm mũi nào
board-no-sessions = Hôm nay không có buổi tiêm
board-office = Việc hôm nay
board-import = Nhập tệp
board-given = Đã tiêm
board-given-by = theo số lọ đã dùng
board-entered = Đã nhập
board-missing-doses = Chưa nhập
board-confirmed = Đã xác nhận
board-sessions = Buổi tiêm hôm nay
board-empty = Hôm nay chưa có buổi tiêm nào
board-empty-text = Mở buổi tiêm mới, hoặc nhập tệp của các buổi trước.
board-waiting = Việc đang chờ
board-nothing-waits = Không còn việc nào chờ
board-since = từ ngày { $day }
board-figures = Số mũi đã tiêm các ngày, cạnh số lọ và số đã nhập

waiting-imports = Tệp cần xem lại
waiting-act-imports = xem rồi ghi
waiting-mismatches = Người sai thông tin
waiting-act-mismatches = lập danh sách, chuyển công an xã
waiting-unconfirmed = Người chưa xác nhận mũi tiêm
waiting-act-unconfirmed = gọi điện hoặc ghé nhà
waiting-said-wrong = Người báo sai sau khi tiêm
waiting-act-said-wrong = sửa trước khi ký
waiting-rosters = Danh sách cần lập hoặc duyệt
waiting-act-rosters = trước buổi tiêm
waiting-open-sessions = Buổi tiêm chưa đóng
waiting-act-open-sessions = đối chiếu lọ với mũi tiêm
waiting-expiring = Lô sắp hết hạn
waiting-act-expiring = dùng trước hoặc chuyển đi

figure-report = Báo hoặc sửa số mũi đã tiêm trong ngày
figure-help = Đếm theo lọ và bơm tiêm đã dùng, không theo số đã nhập; hai con số được so với nhau.
figure-given = Số mũi đã tiêm
figure-reason = Lý do, nếu sửa số đã báo
figure-save = Ghi số đã tiêm

column-place = Điểm tiêm
column-state = Trạng thái
column-listed = Trong danh sách

done-figure = Đã ghi số mũi đã tiêm.
