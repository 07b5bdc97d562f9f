import type { Metadata } from 'next';
import { ModuleTable } from '@/components/admin/customization/module-table';
import { NewModuleDialog } from '@/components/admin/customization/new-module-dialog';
import { PageHeader } from '@/components/ui/page-header';
import { listModules } from '@/lib/admin/customization/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Modules and fields' };

export default function ModulesPage() {
  return page(async (ctx) => {
    const modules = await listModules(ctx);
    return (
      <>
        <PageHeader
          title="Modules and fields"
          breadcrumbs={[{ label: 'Setup', href: '/setup' }, { label: 'Customization' }]}
          description="What kinds of records there are, which fields they have, and where the fields stand on the page."
          actions={<NewModuleDialog />}
        />
        <div className="rounded-md border border-line bg-surface">
          <ModuleTable modules={modules} />
        </div>
      </>
    );
  });
}
