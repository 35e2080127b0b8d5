-- The playbook: every tip and every chance to use a strategy, with the rule that measures it and the rule's parameters.
select rule.* from (select unnest($rules) as rule)
