-- Whether a moment has a time of day, and the moment that a text in the ISO format names. Exports write a plain date as
-- midnight; a message sent at midnight is the exception. A time in UTC is moved to the log's clock, if it has another one,
-- and there never to midnight.
create macro timed(moment) as moment <> moment::date;
create macro off_midnight(moment) as case when timed(moment) then moment else moment + interval 1 microsecond end;
create macro utc_moved(moment) as
    case
        when timed(moment) and getvariable('utc_shift') <> 0 then off_midnight(moment + to_minutes(getvariable('utc_shift')))
        else moment
    end;
create macro iso(text) as
    case
        when regexp_full_match(text, '(19|20)\d{2}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?')
            then case when text like '%Z' then utc_moved(try_cast(rtrim(text, 'Z') as timestamp)) else try_cast(text as timestamp) end
    end;
-- Whether a text that is no date may be a slip in one; a word such as "TBD" is none.
create macro has_digit(text) as regexp_matches(text, '\d');
-- The same where yes and no are usual, and "Round 2" is no date either.
create macro looks_dated(text) as regexp_matches(text, '\d\d\d|\d\s*[-/.]\s*\w');
-- Whether steps in one text ("screen+rejected") have one to which a reply invites.
create macro has_interview(steps) as coalesce(regexp_matches(steps::varchar, 'screen|interview|final'), false)
