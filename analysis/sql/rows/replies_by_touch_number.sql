-- Which people were still silent when they got this message?
select id, opportunity, reason from tries where touch_number = $touch
