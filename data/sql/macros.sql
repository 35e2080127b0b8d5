-- The moment that a text in the ISO format names, and whether a moment has a time of day. Exports write a plain date as
-- midnight; a message sent at midnight is the exception.
create macro iso(text) as
    case
        when regexp_full_match(text, '(19|20)\d{2}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?')
            then try_cast(case when text like '%Z' then rtrim(text, 'Z') else text end as timestamp)
    end;
create macro timed(moment) as moment <> moment::date;
-- Whether a text that is no date may be a slip in one; a word such as "TBD" is none.
create macro has_digit(text) as regexp_matches(text, '\d');
-- The same where yes and no are usual, and "Round 2" is no date either.
create macro looks_dated(text) as regexp_matches(text, '\d\d\d|\d\s*[-/.]\s*\w');
-- Whether steps in one text ("screen+rejected") have one to which a reply invites.
create macro has_interview(steps) as coalesce(regexp_matches(steps::varchar, 'screen|interview|final'), false)
