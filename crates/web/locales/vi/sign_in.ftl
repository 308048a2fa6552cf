# Đăng nhập.

sign-in = Đăng nhập
sign-in-name = Tên tài khoản
sign-in-password = Mật khẩu
sign-in-next = Tiếp tục
sign-in-or = Hoặc dùng tài khoản định danh quốc gia:
sign-in-national = Đăng nhập bằng { $name }
sign-in-help = Quên mật khẩu hoặc mất điện thoại: người phụ trách tài khoản của đơn vị cấp lại trong một phút.
sign-in-wrong = Tên tài khoản hoặc mật khẩu không đúng.
sign-in-locked = Đã sai nhiều lần. Thử lại sau { $minutes } phút, hoặc nhờ người phụ trách tài khoản mở khoá.
sign-in-ended = Tài khoản này đã hết hạn. Tài khoản tình nguyện viên hết hạn cùng buổi tiêm.
sign-in-code-title = Nhập mã xác thực
sign-in-code = Mã 6 chữ số
sign-in-code-hint = Mở ứng dụng xác thực trên điện thoại; mã đổi mỗi 30 giây.
sign-in-code-help = Mất điện thoại: người phụ trách tài khoản của đơn vị tắt mã cũ và cấp mã mới.
sign-in-wrong-code = Mã không đúng hoặc đã đổi. Nhập mã đang hiện trên điện thoại.
sign-in-again = Dùng tài khoản khác
