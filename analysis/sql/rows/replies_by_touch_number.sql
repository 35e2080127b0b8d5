-- Which people were still silent when they got this message?
select id, opportunity, reason, answered, answered and answered_on is null as undated, day, waiting from tries where touch_number = $touch
