import type { Metadata } from 'next';
import { EditRecordForm } from '@/components/crm/records/form/edit-record-form';
import { DamagedCallout } from '@/components/crm/records/record/damaged-callout';
import { PageHeader } from '@/components/ui/page-header';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { getRecord } from '@/lib/crm/records/get';
import { namelessRecord, recordHref } from '@/lib/crm/records/names';
import { forbidden } from '@/lib/platform/errors';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Edit record' };

export default async function EditScreen({ params }: PageProps<'/m/[module]/[recordId]/edit'>) {
  const { module: moduleName, recordId } = await params;
  return page(async (ctx) => {
    const { module, record, names, users, changeable } = await getRecord(ctx, moduleName, recordId);
    assertModuleRight(ctx, module, 'edit');
    if (!changeable) throw forbidden('You may see this record but not change it.');
    const name = record.name || namelessRecord(module, record.id);
    return (
      <>
        <PageHeader
          title={`Edit ${name}`}
          breadcrumbs={[
            { label: module.plural, href: `/m/${module.apiName}` },
            { label: name, href: recordHref(module, record.id) },
          ]}
        />
        {record.damaged ? <DamagedCallout editing /> : null}
        <EditRecordForm module={module} record={record} names={names} users={users} />
      </>
    );
  });
}
