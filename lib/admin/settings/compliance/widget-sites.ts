import type { Tx } from '@/lib/platform/db/transaction';
import type { WidgetSite } from './data-flow';

/** Sites that the brands of live chat name, and when a widget was last seen on each. A site of two brands counts once. */
export function widgetSites(tx: Tx): Promise<WidgetSite[]> {
  return tx.sql<WidgetSite[]>`
    select o.site, to_char(max(s.last_seen_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"
    from chat_brands b
    cross join lateral jsonb_array_elements_text(coalesce(b.settings -> 'origins', '[]')) as o (site)
    left join chat_sites s on s.org_id = b.org_id and s.brand_id = b.id and s.site = o.site
    where b.org_id = ${tx.orgId} group by o.site order by o.site`.execute();
}
