-- The moment that a text in the ISO format names, and whether a moment has a time of day. Exports write a plain date as
-- midnight; a message sent at midnight is the exception.
create macro iso(text) as
    case
        when regexp_full_match(text, '(19|20)\d{2}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?')
            then try_cast(case when text like '%Z' then rtrim(text, 'Z') else text end as timestamp)
    end;
create macro timed(moment) as moment <> moment::date;
