-- Which rows does another file tell already? They count as repetitions, but for those that are some in their own file.
delete from repetitions
where repetition = 1 and line in (select line::bigint from elsewhere);

insert into repetitions
select line::bigint, 2, first::bigint from elsewhere
where line::bigint not in (select line from repetitions);

insert into repetitions
select distinct first::bigint, 1, first::bigint from elsewhere
where first::bigint not in (select line from repetitions);

drop table elsewhere
