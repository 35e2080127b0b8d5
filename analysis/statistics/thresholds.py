"""How much data each statement needs. Below these the screen shows the counts and says so."""

MIN_COMPARED = 5  # touches in a group before the group is compared with others
MIN_CLEAR = 20  # touches in each group before one can be "Clear so far"
MIN_SAME = 100  # and before they can be "No visible difference", so in cohorts only
MAX_GROUPS_PLANNED = 12  # groups up to which the screen says how many more in each would settle it
SAME_MARGIN = 0.05  # a difference of rates that nobody would notice
SAME_PROBABILITY = 0.95  # probability that the difference is that small for "No visible difference"

MIN_LOGGED = 10  # touches in a group before nearly all of them having a reply means anything
NEARLY_ALL = 0.90  # share of touches with a reply above which replies may have decided what was logged

MIN_PLANNED = (
    8  # chances before it is said how many more an even chance takes (by exact sums, test_outlook.py)
)

MIN_CURVE_REPLIES = 15  # replies before a reply curve, and days read from it
MIN_AT_RISK = 10  # touches still watched for the curve to be drawn that far; also threads at a touch number
MAX_UNDATED = 0.10  # share of replies without a date above which timing is not shown

MIN_OFFERS_COUNTED = 5  # offers before anything but the paths themselves is shown
MIN_OFFERS_CREDITED = 10  # offers before a credit index

MIN_OVERLAP = 5  # overlap before a comparison within stages is shown
MIN_OVERLAP_JUDGED = 10  # and before it has a verdict
MIN_CLIENTS = 10  # clients who contribute to a comparison within clients before it has a verdict

MIN_HEATMAP = 300  # touches before times are shown finer than morning and afternoon
MIN_CELL = 5  # touches in a cell before it has a colour
