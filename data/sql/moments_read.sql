-- The dates that were read from their texts join those written the ISO way.
update moments set moment = found.moment, timed = found.timed
from found
where found.field = moments.field and found.text = moments.text
