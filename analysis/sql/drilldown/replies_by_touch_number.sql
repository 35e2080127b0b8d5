-- The messages with this number to people who were still silent.
select id, opportunity, reason, replied as answered, undated, day, waiting from numbered_tries where touch_number = $touch
