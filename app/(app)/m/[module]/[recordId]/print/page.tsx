import type { Metadata } from 'next';
import { PrintSheet } from '@/components/crm/print/print-sheet';
import { RecordPrint } from '@/components/crm/print/record-print';
import { printRecord } from '@/lib/crm/exports/print/print';
import { namelessRecord } from '@/lib/crm/records/names';
import { statedOr } from '@/lib/protection/accounting/purposes';
import { page } from '@/lib/ways-in/http/page';

/** A record's name may be PHI: the title never says it. */
export const metadata: Metadata = { title: 'Print a record' };

export default async function PrintRecordScreen({ params, searchParams }: PageProps<'/m/[module]/[recordId]/print'>) {
  const { module: moduleName, recordId } = await params;
  const purpose = statedOr([(await searchParams).purpose].flat()[0]);
  return page(async (ctx) => {
    const printed = await printRecord(ctx, moduleName, recordId, purpose);
    const { module, record, names } = printed;
    return (
      <PrintSheet
        title={record.name || namelessRecord(module, recordId)}
        back={{ label: 'Back to the record', href: `/m/${moduleName}/${recordId}` }}
        description={`${module.singular}, owned by ${names.users[record.ownerId] ?? 'a former user'}`}
        withheld={printed.withheld}
        purpose={printed.discloses ? purpose : null}
      >
        <RecordPrint printed={printed} timeZone={ctx.timeZone} />
      </PrintSheet>
    );
  });
}
