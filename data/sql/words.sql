-- The words that this log knows become a type of their own: a word takes one byte of a row, its text sixteen.
create type word as enum (
    select key from words where key is not null
    union select implied from words where implied is not null
    union select named from words where named is not null
    union select strategy from follow_up_parts where strategy is not null
    union select channel from follow_up_parts where channel is not null
    union select unnest(['application', 'event', 'other', 'positive'])
);
alter table words alter key type word;
alter table words alter implied type word;
alter table words alter named type word
