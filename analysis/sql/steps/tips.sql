-- Tips of the playbook: the rule that measures each, the rule's parameters, and the columns it needs.
select tip.* from (select unnest($tips) as tip)
