"""The floor under each question: one plain GROUP BY in bare DuckDB, over the same rows, at the grain that the question
can't do without. A question may take at most twice as long.

A rate's range needs the counts of each person, since messages to one person are no independent trials: so the floor
of a response rate, and of a curve, groups by thread. What is said of opportunities groups by opportunity. No filter,
no join, no second step, and the result is left in DuckDB's own columns, while a question's rows become Python's.
"""

BARE = {
    # One row: nothing is grouped, and people are counted once.
    "summary": """
        select
            count(*), count(*) filter (where replied), count(*) filter (where moved), count(distinct person),
            min(sent_on), max(sent_on), count(distinct opportunity)
        from measured_touches""",
    # Everything that an opportunity reached.
    "journey": """
        select applied, replied, screened, interviewed, final, offered, rejected, withdrawn, count(*)
        from measured_opportunities
        group by all""",
    # The counts of each thread, for the reply rate; opportunities come on top.
    "outlook": """
        select thread, opportunity, count(*), count(*) filter (where replied), min(sent_on)
        from measured_touches
        group by thread, opportunity""",
    "weekly_activity": """
        select date_trunc('week', sent_on) as week, channel, count(*), count(*) filter (where replied)
        from measured_touches
        group by week, channel""",
    # The counts of each thread, for the range; days come on top.
    "response_by_channel": """
        select channel, thread, count(*), count(*) filter (where replied)
        from measured_touches
        group by channel, thread""",
    # An opportunity counts once for each channel; what followed it comes on top.
    "outcomes_by_channel": """
        select channel, opportunity, count(*), count(*) filter (where replied), min(sent_on)
        from measured_touches
        group by channel, opportunity""",
    # The counts of each thread before an interview, for the range; days come on top.
    "worth_trying": """
        select channel, thread, count(*), count(*) filter (where replied)
        from measured_touches
        where stage < 'interview'::stage
        group by channel, thread""",
    "response_by_strategy": """
        select strategy, stage, thread, count(*), count(*) filter (where replied)
        from measured_touches
        group by strategy, stage, thread""",
    "personalised": """
        select personalised, thread, count(*), count(*) filter (where replied)
        from measured_touches
        group by personalised, thread""",
    # An opportunity counts once for each strategy and stage; what followed it comes on top.
    "offers_by_strategy": """
        select strategy, stage, opportunity, count(*), count(*) filter (where replied), min(sent_on)
        from measured_touches
        group by strategy, stage, opportunity""",
    # What was done in each opportunity at each stage; what was decided when, and the landmarks, come on top.
    "fair_comparison": """
        select strategy, stage, opportunity, min(sent_on)
        from measured_touches
        group by strategy, stage, opportunity""",
    # The days on which something was done in each opportunity; what was heard, before and after, comes on top.
    "follow_up_or_wait": """
        select opportunity, sent_on, count(*)
        from measured_touches
        group by opportunity, sent_on""",
    # When something was reached; what was sent by the next day comes on top.
    "thank_you_landmark": """
        select opportunity, kind, min(reached_at)
        from milestones
        group by opportunity, kind""",
    # The counts of each thread, for the range; days come on top.
    "reply_curve": """
        select channel, thread, count(*), count(*) filter (where replied)
        from measured_touches
        group by channel, thread""",
    "follow_up": """
        select thread, count(*), count(*) filter (where replied)
        from measured_touches
        group by thread""",
    # Only touches to somebody still silent are tries: when did each thread first answer?
    "replies_by_touch_number": """
        select thread, count(*), min(touch_number) filter (where replied)
        from measured_touches
        group by thread""",
    "gaps_between_touches": """
        select thread, count(*), min(touch_number) filter (where replied)
        from measured_touches
        group by thread""",
    "best_time": """
        select thread, count(*), min(touch_number) filter (where replied)
        from measured_touches
        group by thread""",
    # What was done in each opportunity, and towards each person there; thirty rules come on top.
    "playbook_scorecard": """
        select strategy, opportunity, thread, count(*), count(*) filter (where replied), min(sent_at), max(sent_at)
        from measured_touches
        group by strategy, opportunity, thread""",
    "tips_kept": """
        select strategy, opportunity, thread, count(*), count(*) filter (where replied), min(sent_at), max(sent_at)
        from measured_touches
        group by strategy, opportunity, thread""",
    # What was done in each opportunity, in order.
    "paths_to_offers": """
        select opportunity, count(*), list(strategy), list(sent_on)
        from measured_touches
        group by opportunity""",
    "credit_for_offers": """
        select opportunity, count(*), list(strategy), list(stage)
        from measured_touches
        group by opportunity""",
    "ways_to_count": """
        select opportunity, count(*), list(strategy)
        from measured_touches
        group by opportunity""",
}
