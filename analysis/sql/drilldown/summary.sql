-- The touches or opportunities behind a total.
select id, opportunity, case when untimed = 'after the data date' then untimed end as reason
from selected_touches
where $number = 'touches'
union all
select null, opportunity, null
from counted_opportunities
where case $number
    when 'opportunities' then true
    when 'screens' then screened
    when 'interviews' then had_interview
    when 'finals' then final
    when 'offers' then offered
    when 'rejections' then rejected
end
