-- Which people were still silent when they got this message?
select id, opportunity, reason, answered, undated, day, waiting from tries where touch_number = $touch
