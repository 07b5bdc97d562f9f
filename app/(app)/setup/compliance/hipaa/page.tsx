import type { Metadata } from 'next';
import { ComplianceScreen } from '@/components/admin/compliance/compliance-screen';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { listConnections } from '@/lib/apps/connections/queries';
import { transfersByDay } from '@/lib/apps/deliveries/by-day';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Compliance Settings' };

export default function HipaaCompliancePage() {
  return page(async (ctx) => {
    const overview = await getComplianceOverview(ctx);
    const [connections, transfers] = await Promise.all([listConnections(ctx), transfersByDay(ctx)]);
    return <ComplianceScreen overview={overview} connections={connections} transfers={transfers} />;
  });
}
