-- Every word that this log knows is a type of its own: in a row it takes one byte, where its text takes sixteen.
create type word as enum (
    select key from words
    union select implied from words where implied is not null
    union select unnest(['application', 'other'])
);
alter table words alter key type word;
alter table words alter implied type word
