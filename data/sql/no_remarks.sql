-- The same where every cell was taken as it is.
create table remarks as select 0::bigint as line, field, field as name, text, remark from noted
