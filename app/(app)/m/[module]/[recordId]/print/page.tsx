import type { Metadata } from 'next';
import { AskPurpose } from '@/components/crm/print/ask-purpose';
import { PrintSheet } from '@/components/crm/print/print-sheet';
import { RecordPrint } from '@/components/crm/print/record-print';
import { AskOnceMore } from '@/components/people/factors/ask-once-more';
import { asksPurpose } from '@/lib/crm/exports/print/asks-purpose';
import { printRecord } from '@/lib/crm/exports/print/print';
import { namelessRecord } from '@/lib/crm/records/names';
import { waysToProve } from '@/lib/people/factors/queries';
import type { Context } from '@/lib/platform/context';
import { statedIn } from '@/lib/protection/accounting/purposes';
import { page } from '@/lib/ways-in/http/page';

/** A record's name may be PHI: the title never says it. */
export const metadata: Metadata = { title: 'Print a record' };

export default async function PrintRecordScreen({ params, searchParams }: PageProps<'/m/[module]/[recordId]/print'>) {
  const { module: moduleName, recordId } = await params;
  const asked = await searchParams;
  const given = statedIn([asked.purpose].flat()[0]);
  const back = { label: 'Back to the record', href: `/m/${moduleName}/${recordId}` };
  const stale = { stale: async (ctx: Context) => <AskOnceMore ways={await waysToProve(ctx)} back={back} /> };
  return page(async (ctx) => {
    if (!given && (await asksPurpose(ctx, moduleName, { recordId }))) {
      return <AskPurpose title="Print a record" back={back} asked={asked} />;
    }
    const purpose = given ?? 'operations';
    const printed = await printRecord(ctx, moduleName, recordId, purpose);
    const { module, record, names } = printed;
    return (
      <PrintSheet
        title={record.name || namelessRecord(module, recordId)}
        back={back}
        description={`${module.singular}, owned by ${names.users[record.ownerId] ?? 'a former user'}`}
        withheld={printed.withheld}
        purpose={printed.discloses ? purpose : null}
      >
        <RecordPrint printed={printed} timeZone={ctx.timeZone} />
      </PrintSheet>
    );
  }, stale);
}
