import type { Metadata } from 'next';
import { ConnectionScreen } from '@/components/apps/connection-screen';
import { listApps, listMappable } from '@/lib/apps/connections/mappable';
import { getConnection } from '@/lib/apps/connections/queries';
import { DELIVERY_STATES, listDeliveries } from '@/lib/apps/deliveries/queries';
import { simulable } from '@/lib/apps/simulate';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Connected app' };

interface ConnectionPageProps {
  params: Promise<{ connectionId: string }>;
  searchParams: Promise<{ state?: string | string[]; before?: string | string[] }>;
}

export default function ConnectionPage({ params, searchParams }: ConnectionPageProps) {
  return page(async (ctx) => {
    const [{ connectionId }, asked] = await Promise.all([params, searchParams]);
    const state = DELIVERY_STATES.find((one) => one === asked.state);
    const before = typeof asked.before === 'string' ? asked.before : undefined;
    const connection = await getConnection(ctx, connectionId);
    const [mappable, history, tryable] = await Promise.all([
      listMappable(ctx, connection.app),
      listDeliveries(ctx, connection.id, { state, before }),
      simulable(
        ctx,
        connection.flows.map(({ module }) => module),
      ),
    ]);
    const app = listApps().find(({ key }) => key === connection.app);
    return (
      <ConnectionScreen
        connection={connection}
        app={app ?? null}
        mappable={mappable}
        history={history}
        state={state ?? null}
        simulable={tryable}
        mayManage={canInOrg(ctx.rights, 'manageCompliance')}
      />
    );
  });
}
