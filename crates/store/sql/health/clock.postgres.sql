-- What time is it there?
SELECT clock_timestamp()
