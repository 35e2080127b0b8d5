-- The rows that are in another file too count as repetitions, unless they repeat rows of their own file already.
delete from repetitions
where repetition = 1 and line in (select line::bigint from elsewhere);

insert into repetitions
select line::bigint, 2, first::bigint from elsewhere
where line::bigint not in (select line from repetitions);

insert into repetitions
select distinct first::bigint, 1, first::bigint from elsewhere
where first::bigint not in (select line from repetitions);

drop table elsewhere
