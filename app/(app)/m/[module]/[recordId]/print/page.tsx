import type { Metadata } from 'next';
import { PrintSheet } from '@/components/crm/print/print-sheet';
import { RecordPrint } from '@/components/crm/print/record-print';
import { printRecord } from '@/lib/crm/exports/print/print';
import { namelessRecord } from '@/lib/crm/records/names';
import { page } from '@/lib/ways-in/http/page';

/** A record's name may be PHI: the title never says it. */
export const metadata: Metadata = { title: 'Print a record' };

export default async function PrintRecordScreen({ params }: PageProps<'/m/[module]/[recordId]/print'>) {
  const { module: moduleName, recordId } = await params;
  return page(async (ctx) => {
    const printed = await printRecord(ctx, moduleName, recordId);
    const { module, record, names } = printed;
    return (
      <PrintSheet
        title={record.name || namelessRecord(module, recordId)}
        back={{ label: 'Back to the record', href: `/m/${moduleName}/${recordId}` }}
        description={`${module.singular}, owned by ${names.users[record.ownerId] ?? 'a former user'}`}
        withheld={printed.withheld}
      >
        <RecordPrint printed={printed} timeZone={ctx.timeZone} />
      </PrintSheet>
    );
  });
}
