-- The replies that came when a later touch had been sent on a day before in the same thread.
select * from known_replies where next_sent_on < received_on
