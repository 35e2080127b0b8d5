-- The touches that came before this offer.
select selected_paths.id, opportunity, null as reason
from numbered_offers
join selected_paths using (opportunity)
where offer = $offer
