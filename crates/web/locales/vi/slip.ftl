# Phiếu của người vừa tiêm: tự xem bản ghi trên điện thoại của mình.

slip = Phiếu xem lại
slip-offer = Người tiêm có điện thoại? Đưa phiếu để tự xem và trả lời.
slip-make = Làm phiếu
slip-for = Phiếu của { $name }
slip-hand-how = Đưa màn hình cho quét, hoặc in ra. Phiếu chỉ mở bản ghi của người này.
slip-hand-type = Không quét được thì mở trang này rồi gõ mã:
slip-hand-once = Trả lời được một lần, hết hạn khi đóng buổi hoặc hết ngày. Làm phiếu mới thì phiếu cũ hết dùng được.
slip-print = In phiếu
slip-handed = Đã đưa phiếu
slip-instead = Không dùng phiếu, đọc giúp

slip-title = Xem lại mũi tiêm của bạn
slip-how = Gõ mã in trên phiếu bạn vừa nhận ở điểm tiêm.
slip-code = Mã trên phiếu
slip-code-hint = Ví dụ: 7KQF2-9DXW4. Chữ hoa hay chữ thường đều được.
slip-open = Mở bản ghi
slip-help = Mất phiếu hoặc mã không dùng được: hỏi người ở bàn theo dõi để lấy phiếu mới.
slip-closed-unknown = Không có phiếu nào mang mã này. Xem lại từng chữ trên phiếu.
slip-closed-ended = Phiếu này đã hết hạn: buổi tiêm đã đóng hoặc bạn đã nhận phiếu mới. Hỏi người ở bàn theo dõi.
slip-closed-used = Phiếu này đã trả lời rồi. Muốn sửa câu trả lời thì nói với người ở bàn theo dõi.
slip-closed-too_often = Phiếu này đã mở quá nhiều lần. Hỏi người ở bàn theo dõi để lấy phiếu mới.
slip-record = { $name }: thông tin này có đúng không?
slip-dose = Mũi tiêm ngày { $day }, { $place }
slip-read = Xem từng dòng rồi chọn Đúng hoặc Sai. Sai thì ghi lại cho đúng, nhân viên sẽ sửa.
slip-send = Gửi câu trả lời
slip-done = Cảm ơn bạn
slip-done-right = Bạn đã xem và xác nhận. Không cần làm gì thêm.
slip-done-wrong = Đã ghi những chỗ bạn báo sai:
slip-done-next = Nhân viên sẽ hỏi lại và sửa. Nếu được, mang giấy tờ tuỳ thân tới bàn theo dõi trước khi về.
slip-done-stay = Ngồi đủ 30 phút theo dõi. Thấy khó chịu thì gọi nhân viên ngay.
