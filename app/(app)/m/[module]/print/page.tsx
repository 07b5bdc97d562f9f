import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { AskPurpose } from '@/components/crm/print/ask-purpose';
import { ListPrint } from '@/components/crm/print/list-print';
import { PrintSheet } from '@/components/crm/print/print-sheet';
import { listParams, requestOf } from '@/components/crm/records/list/list-params';
import { AskOnceMore } from '@/components/people/factors/ask-once-more';
import { ErrorState } from '@/components/ui/error-state';
import { asksPurpose } from '@/lib/crm/exports/print/asks-purpose';
import { MOST_PRINTED, printList } from '@/lib/crm/exports/print/print';
import { listViews } from '@/lib/crm/views/queries';
import { waysToProve } from '@/lib/people/factors/queries';
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { statedIn } from '@/lib/protection/accounting/purposes';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Print a list' };

const loadParams = createLoader(listParams);

export default async function PrintListScreen({ params, searchParams }: PageProps<'/m/[module]/print'>) {
  const { module: moduleName } = await params;
  const address = await searchParams;
  const asked = await loadParams(searchParams);
  const given = statedIn([address.purpose].flat()[0]);
  const back = { label: 'Back to the list', href: `/m/${moduleName}` };
  const stale = { stale: async (ctx: Context) => <AskOnceMore ways={await waysToProve(ctx)} back={back} /> };
  return page(async (ctx) => {
    const view = asked.view ? (await listViews(ctx, moduleName)).find(({ id }) => id === asked.view) : undefined;
    const request = requestOf(asked, view ?? null);
    if (!given && (await asksPurpose(ctx, moduleName, request))) {
      return <AskPurpose title="Print a list" back={back} asked={address} />;
    }
    const purpose = given ?? 'operations';
    const printed = await printList(ctx, moduleName, request, purpose).catch((error: unknown) => {
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
        back={back}
        description={
          records.length < count.records || count.more
            ? `The first ${MOST_PRINTED} of ${total} ${module.plural}. For all of them, export the list.`
            : `${total} ${count.records === 1 ? module.singular : module.plural}`
        }
        withheld={printed.withheld}
        purpose={printed.discloses ? purpose : null}
      >
        <ListPrint printed={printed} timeZone={ctx.timeZone} />
      </PrintSheet>
    );
  }, stale);
}
