"""What the columns of several questions mean, how they are worked out, and what is left out."""

from __future__ import annotations

from typing import Any

from analysis.domains import NUMBER, one_of
from analysis.question import Column
from analysis.statistics.verdict import Verdict

RATE = {
    "n": Column("how many were measured", NUMBER),
    "through": Column(
        "the day up to which rates and replies are measured: the horizon, or the last day on which enough were still "
        "watched",
        NUMBER,
    ),
    "replies": Column(
        "replies with a day that came in time; where replies are counted so far, all of them", NUMBER
    ),
    "undated": Column(
        "replies on an unknown day: they count in the rates as far as such replies usually come in time",
        NUMBER,
    ),
    "rate": Column(
        "share that would be answered in time without a follow-up: messages too recent, or followed up early, count "
        "for the days watched",
        NUMBER,
    ),
    "low": Column("lower end of the 95 % range of the rate", NUMBER),
    "high": Column("upper end of the 95 % range of the rate", NUMBER),
    "effective_n": Column("as many independent messages as the range rests on", NUMBER),
    "positive": Column("positive replies in time (an interview or offer is positive)", NUMBER),
    "positive_rate": Column("share with a positive reply in time", NUMBER),
    "positive_low": Column("lower end of its range", NUMBER),
    "positive_high": Column("upper end of its range", NUMBER),
    "rejections": Column("rejections in time (an answer, and not a positive one)", NUMBER),
    "waiting": Column("still silent and too recent to judge: counted for the days they were watched", NUMBER),
}

LEAST_THROUGH = Column(
    "the day by which nine in ten of all replies have come: a rate measured that far is compared", NUMBER
)

OLD = {
    "old": Column("of these, how many were sent at least that many days before the data date", NUMBER),
    "old_replies": Column("replies to those, with a day that came in time", NUMBER),
}

SPREAD = {
    "clients": Column(
        "clients who have this and another of these; empty where the log is about one person", NUMBER
    ),
    "agreeing": Column(
        "in how many of these its difference from the others goes the same way as in all", NUMBER
    ),
    "spread": Column("standard deviation of that difference between clients, beyond chance", NUMBER),
}

ADJUSTED = {
    "adjusted": Column(
        "the rate within clients, as if all had used each of these alike; empty where the log is about one person",
        NUMBER,
    ),
    "adjusted_low": Column("lower end of its 95% range", NUMBER),
    "adjusted_high": Column("upper end of its 95% range", NUMBER),
    "adjusted_n": Column("as many independent messages as it rests on", NUMBER),
    **SPREAD,
}

ADJUSTED_METHOD = (
    "In a log of several clients, groups are compared within clients: each client's rates against that client's own "
    "(least squares with a level for each client), ranges by client (cluster-robust). A verdict takes ten clients "
    "with several groups."
)

MEASURED = Column("of these, how many count in the response rates", NUMBER)

ANSWERED = Column(
    "how many of these were answered within all the days chosen, or so far; a response rate can end on an earlier "
    "day, `through`",
    NUMBER,
)

POOLED = {
    "pooled": Column("the rate drawn towards the others, as far as its own data are few", NUMBER),
    "pooled_low": Column("lower end of its range", NUMBER),
    "pooled_high": Column("upper end of its range", NUMBER),
    "p_best": Column(
        "chance of being the highest of those compared; none where fewer than five are independent, or `through` is "
        "before the horizon",
        NUMBER,
    ),
}

ONLY_ALIKE = "Like is compared with like: same stage, same channel, before any interview."

ALIKE = {
    "rate": Column(
        "share answered in time, as if all had gone to the same stages by the same channels", NUMBER
    ),
}

ALIKE_METHOD = (
    "Stages and channels have their own days and times, so like is compared with like: within the same client, stage "
    "and channel (least squares with a level for each). Rates are shown as if all messages had gone to the same mix; "
    "messages with nothing to compare them with have no rate. Messages sent after an interview are left out, because "
    "then the employer decides. Ranges are Wilson's 95%, on the effective number of messages (cluster-robust by "
    "person, or by client where there are several)."
)

RESPONSE: dict[str, Any] = {"per": None, "within": None, "basis": None}

RESPONSE_METHOD = (
    "A response rate is the share answered within the number of days chosen. Messages that are still too recent count "
    "for the days they were watched (Kaplan–Meier), and a message stops being watched when you send the next one to "
    "the same person. Stopping there is harmless where you write again after a fixed wait, and misleading where you do "
    "because of signs of a reply. Where fewer than ten messages, and fewer than half of those without a reply, were "
    "watched for all the days, the rate is that by the last day on which more were, and is not compared. The range is "
    "Wilson's 95 % interval on the effective number of messages; it is wider where several messages went to the same "
    "person, or, in a log of several clients, came from the same client. A rejection is an answer, but not a positive "
    "one; an interview counts as a positive answer. Where nothing was noted, a message counts as not answered yet. A "
    "reply on an unknown day is dealt out over the days on which replies of its kind and channel came (Turnbull's "
    "self-consistency), which makes the range wider. Where most replies have no day, replies so far are counted: among "
    "what was sent at least as many days ago, or, where too little is that old, among everything, and then nothing is "
    "compared."
)

VERDICT = one_of(Verdict)

UNITS = "messages, or people, or opportunities (once for each channel used), as chosen"

AFTER = "after the data date"

UNASSIGNED = "not known which message was answered"

UNCOUNTED = ("not delivered", "not known whether it was answered", "asks for no reply", UNASSIGNED)
"""Why a message counts in no reply rate, whatever the basis (`measured_touches.uncounted`)."""

UNTIMED = (AFTER, *UNCOUNTED, "undated", "answered before it was sent")

TOO_RECENT = "too recent to judge"

LEFT_OUT = (*UNTIMED, TOO_RECENT)

TRIES = ("another touch to this person has no date", "sent after an answer had come")

EARLY = "sent after an interview"

WILSON = "Wilson's 95 % interval for the {rate} and `effective_n`; 0 to 1 without a {rate}"
WITHIN_DAYS = (
    "over the days d up to `through`; with no time limit: {so_far}; replies on an unknown day count in parts"
)


def list_rate_formulas(rate: str = "rate", n: str = "n") -> dict[str, str]:
    """How a reply rate, its range and its effective number are worked out, where these columns are called so."""
    return {
        rate: "1 − ∏ (1 − replies on day d ÷ still silent on day d), "
        + WITHIN_DAYS.format(so_far=f"replies ÷ {n}"),
        "low": WILSON.format(rate=rate),
        "high": WILSON.format(rate=rate),
        "effective_n": (
            f"{rate} × (1 − {rate}) ÷ the variance of the {rate} (Greenwood); at 0 %: ∑ days watched ÷ days asked for, "
            "both with the day of sending; at 100 %: still silent before the last reply ÷ the share silent until then; "
            f"with no time limit: {n}; then ÷ the design effect of messages to one person, or of one client, × "
            "(1.96 ÷ t)², t with one less than their number; and × the information left where replies on an unknown "
            "day count in parts"
        ),
    }


SAME = 0.005
"""Up to this difference, a rate and its replies out of all read the same."""

ADJUSTING = "Adjusting for messages that are too recent or were followed up early"

RATE_FORMULAS = {
    **list_rate_formulas(),
    "positive_rate": "∑ share silent until day d × positive replies on day d ÷ still silent on day d, "
    + WITHIN_DAYS.format(so_far="positive ÷ n"),
}

POOLED_FORMULAS = {
    "pooled": "(rate × effective_n + μM) ÷ (effective_n + M), averaged over all μ and M, weighted by how well they fit "
    "the groups together (beta-binomial; beforehand μ ~ Beta(1, 4), density of M = 10 ÷ (10 + M)² on 0.5 to 2,000); "
    "within several clients: adjusted and adjusted_n in place of rate and effective_n",
    "p_best": "the share of draws from all pooled rates together in which it is the highest of those with an effective "
    "number of five or more",
}

ALIKE_FORMULAS = {
    "rate": "the overall rate + this group's effect − the mean of all effects, over the situations that groups share "
    "(least squares within client, stage and channel, between 0 and 1); a silent message counts as share answered by "
    "its last day ÷ share answered in time; of one group alone: 1 − ∏ (1 − replies on day d ÷ still silent on day d)",
}
