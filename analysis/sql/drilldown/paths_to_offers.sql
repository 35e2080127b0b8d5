-- What came before this offer?
select paths.id, opportunity, null as reason
from numbered_offers
join paths using (opportunity)
where offer = $offer
