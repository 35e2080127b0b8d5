-- The tips of the playbook, each with the rule that measures it, the rule's parameters, and the columns it needs.
select tip.* from (select unnest($tips) as tip)
