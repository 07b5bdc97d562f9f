import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { ListPrint } from '@/components/print/list-print';
import { PrintSheet } from '@/components/print/print-sheet';
import { listParams, requestOf } from '@/components/records/list/list-params';
import { ErrorState } from '@/components/ui/error-state';
import { CareledgerError } from '@/lib/errors';
import { MOST_PRINTED, printList } from '@/lib/exports/print/print';
import { page } from '@/lib/http/page';
import { listViews } from '@/lib/views/queries';

export const metadata: Metadata = { title: 'Print a list' };

const loadParams = createLoader(listParams);

export default async function PrintListScreen({ params, searchParams }: PageProps<'/m/[module]/print'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const view = asked.view ? (await listViews(ctx, moduleName)).find(({ id }) => id === asked.view) : undefined;
    const printed = await printList(ctx, moduleName, requestOf(asked, view ?? null)).catch((error: unknown) => {
      if (error instanceof CareledgerError && error.code === 'invalid') return error;
      throw error;
    });
    if (printed instanceof CareledgerError) {
      return <ErrorState title="This list cannot be printed" text={printed.message} />;
    }
    const { module, records, count } = printed;
    const total = `${count.records.toLocaleString('en-US')}${count.more ? '+' : ''}`;
    return (
      <PrintSheet
        title={view?.name ?? module.plural}
        back={{ label: 'Back to the list', href: `/m/${moduleName}` }}
        description={
          records.length < count.records || count.more
            ? `The first ${MOST_PRINTED} of ${total} ${module.plural}. For all of them, export the list.`
            : `${total} ${count.records === 1 ? module.singular : module.plural}`
        }
        withheld={printed.withheld}
      >
        <ListPrint printed={printed} timeZone={ctx.timeZone} />
      </PrintSheet>
    );
  });
}
