import type { Metadata } from 'next';
import { createLoader, parseAsString } from 'nuqs/server';
import { RecycleBin } from '@/components/crm/recycle-bin/recycle-bin';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listBins, listDeleted } from '@/lib/crm/records/list-deleted';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Recycle bin' };

const loadParams = createLoader({ module: parseAsString, after: parseAsString, before: parseAsString });

export default async function RecycleBinPage({ searchParams }: PageProps<'/setup/recycle-bin'>) {
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const bins = await listBins(ctx);
    const module = bins.find(({ apiName }) => apiName === asked.module) ?? bins[0];
    const header = (
      <PageHeader
        title="Recycle bin"
        description="Deleted records stay for 60 days. Until then they can be restored; after that they are deleted for good."
      />
    );
    if (!module) {
      return (
        <>
          {header}
          <EmptyState title="Your profile may not delete records" text="So there is nothing of yours to restore." />
        </>
      );
    }
    const deleted = await listDeleted(ctx, module.apiName, {
      after: asked.after ?? undefined,
      before: asked.before ?? undefined,
    });
    return (
      <>
        {header}
        <RecycleBin key={module.apiName} bins={bins} module={module} page={deleted} />
      </>
    );
  });
}
