"""Small logs in which nearly everybody of one channel replied, and nearly nobody of the other."""

from datetime import date, timedelta

SIZES = {
    "12 of 12 and none of 12": ((12, 12), (12, 0)),
    "10 of 10 and none of 10": ((10, 10), (10, 0)),
    "11 of 12 and none of 12": ((12, 11), (12, 0)),
    "15 of 19 and 1 of 19": ((19, 15), (19, 1)),
}
"""Of each channel: how many were sent, and how many got a reply."""
FIRST = date(2026, 1, 1)


def write_log(one: tuple[int, int], other: tuple[int, int]) -> bytes:
    """Referrals and answers to job boards, replies two days later and offers after nine; one touch is much younger."""
    rows = [
        *_write_rows("referral,introduction,yes,Near", *one),
        *_write_rows("job_board,application,no,Far", *other),
        "2026-06-01,event,event,,Last,no,,,",
    ]
    header = "sent_at,channel,strategy,personalised,company,replied,replied_at,outcome,outcome_at"
    return "\n".join([header, *rows, ""]).encode()


def _write_rows(said: str, sent: int, replies: int) -> list[str]:
    days = [FIRST + timedelta(days=number) for number in range(sent)]
    return [
        f"{day},{said} {number},"
        + (f"yes,{day + timedelta(2)},offer,{day + timedelta(9)}" if number < replies else "no,,,")
        for number, day in enumerate(days)
    ]
