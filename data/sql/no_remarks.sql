-- The remarks of a file whose cells were all read as they are: none.
create table remarks as select 0::bigint as line, field, field as name, text, remark from noted
