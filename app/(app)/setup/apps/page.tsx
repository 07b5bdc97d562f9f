import type { Metadata } from 'next';
import { AppGallery } from '@/components/apps/app-gallery';
import { ConnectionList } from '@/components/apps/connection-list';
import { PageHeader } from '@/components/ui/page-header';
import { listApps } from '@/lib/apps/connections/mappable';
import { listConnections } from '@/lib/apps/connections/queries';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Connected apps' };

export default function AppsPage() {
  return page(async (ctx) => {
    const connections = await listConnections(ctx);
    return (
      <>
        <PageHeader
          title="Connected apps"
          breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
          description="Other programs that hear of your records: which, what of them, and under which agreement."
        />
        <div className="flex flex-col gap-4">
          <ConnectionList connections={connections} />
          {canInOrg(ctx.rights, 'manageCompliance') ? <AppGallery apps={listApps()} /> : null}
        </div>
      </>
    );
  });
}
