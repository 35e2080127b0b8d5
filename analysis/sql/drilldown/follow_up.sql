-- The touches that were still silent after so many days.
select id, opportunity, reason from silences where reason is not null or day > $t
