"""How much data a statement needs before it is made. Below these the screen shows the counts and says so."""

LISTED = 5  # touches in a group before it is compared with others
ENOUGH = 20  # touches in each group before one can be "Clear so far"
ENOUGH_SAME = 100  # and before they can be "No visible difference", so in cohorts only
CLEAR = 0.90  # probability of being the best for "Clear so far"
LEANING = 0.75  # and for "Leaning"
PRICED = 12  # groups up to which it is said how many more in each would settle it
SAME = 0.05  # a difference of rates that nobody would notice
SURE_SAME = 0.95  # probability that the difference is that small for "No visible difference"

CURVE_REPLIES = 15  # replies before a reply curve, and days read from it
CURVE_AT_RISK = 10  # touches still watched for the curve to be drawn that far; also threads at a touch number
UNDATED = 0.10  # share of replies without a date above which timing is not shown

OFFERS_COUNTED = 5  # offers before anything but the paths themselves is shown
OFFERS_CREDITED = 10  # offers before a credit index

OVERLAP_SHOWN = 5  # overlap before a comparison within stages is shown
OVERLAP_JUDGED = 10  # and before it has a verdict

HEATMAP = 300  # touches before times are shown finer than morning and afternoon
CELL = 5  # touches in a cell before it has a colour
