-- The moments that were read from the other texts.
update moments set moment = found.moment, timed = found.timed
from found
where found.field = moments.field and found.text = moments.text
