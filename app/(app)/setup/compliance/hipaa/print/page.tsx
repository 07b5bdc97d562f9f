import type { Metadata } from 'next';
import { ClosedSettings } from '@/components/admin/compliance/closed-settings';
import { FlowPrint } from '@/components/admin/compliance/data-flow/flow-print';
import { PrintSheet } from '@/components/crm/print/print-sheet';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { listConnections } from '@/lib/apps/connections/queries';
import { transfersByDay } from '@/lib/apps/deliveries/by-day';
import { clock } from '@/lib/platform/clock';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Print the data flow' };

/** Settings, names and counts: no event, as looking at them on the screen is none. */
export default function PrintDataFlowScreen() {
  return page(async (ctx) => {
    const overview = await getComplianceOverview(ctx);
    const [connections, transfers] = await Promise.all([listConnections(ctx), transfersByDay(ctx)]);
    return (
      <PrintSheet
        title="Data flow"
        back={{ label: 'Back to Compliance Settings', href: '/setup/compliance/hipaa' }}
        description="What leaves through each door and to each app, by marks, switches and agreements."
        withheld={[]}
        purpose={null}
        wide
      >
        {overview.intact ? (
          <FlowPrint {...{ overview, connections, transfers }} at={clock.now().toISOString()} by={ctx.actor.name} />
        ) : (
          <ClosedSettings />
        )}
      </PrintSheet>
    );
  });
}
