import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { RecordNames } from '@/lib/crm/records/names';
import type { RecordDto } from '@/lib/crm/records/serialize';

const SOURCES: Record<RecordDto['source'], string> = {
  screen: 'Entered by hand',
  import: 'Imported from a file',
  api: 'Created through the API',
  chat: 'Made of a conversation',
  app: 'Sent by a connected app',
  conversion: 'Made of a lead that was converted',
  seed: 'Part of the demo data',
};

interface Props {
  record: RecordDto;
  names: RecordNames;
  module: ModuleDefinition;
  /** Number of marked fields of the module. */
  marked: number;
}

export function PrivacyOverview({ record, names, module, marked }: Props) {
  const sealed = module.fields.filter((field) => field.marked && field.sealed).length;
  const nameOf = (id: string) => names.users[id] ?? 'Unknown user';
  return (
    <section aria-labelledby="privacy-overview-title">
      <h3 id="privacy-overview-title" className="mb-1 font-semibold text-fg text-sm">
        Overview
      </h3>
      <DescriptionList
        items={[
          { term: 'Source', value: SOURCES[record.source] },
          { term: 'Created', value: <When at={record.createdAt} by={nameOf(record.createdBy)} /> },
          { term: 'Last updated', value: <When at={record.modifiedAt} by={nameOf(record.modifiedBy)} /> },
          { term: 'Health data fields', value: `${marked} marked, ${sealed} of them encrypted` },
        ]}
      />
    </section>
  );
}

function When({ at, by }: { at: string; by: string }) {
  return (
    <>
      <Time value={at} /> by {by}
    </>
  );
}
