import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { FieldTable } from '@/components/admin/customization/field-table';
import { LayoutTable } from '@/components/admin/customization/layout-table';
import { ModuleTabs } from '@/components/admin/customization/module-tabs';
import { MODULES_PATH } from '@/components/admin/customization/paths';
import { RenameModuleDialog } from '@/components/admin/customization/rename-module-dialog';
import { Badge } from '@/components/ui/badge';
import { PageHeader } from '@/components/ui/page-header';
import { getModuleSetup } from '@/lib/admin/customization/queries';
import { page } from '@/lib/ways-in/http/page';

interface Props {
  params: Promise<{ module: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { module } = await params;
  return { title: `${decodeURIComponent(module)} fields` };
}

export default function ModulePage({ params }: Props) {
  return page(async (ctx) => {
    const { module: apiName } = await params;
    const module = await getModuleSetup(ctx, decodeURIComponent(apiName));
    return (
      <>
        <PageHeader
          title={module.plural}
          breadcrumbs={[
            { label: 'Setup', href: '/setup' },
            { label: 'Modules and fields', href: MODULES_PATH },
          ]}
          adornment={
            <>
              {module.custom ? <Badge>Custom</Badge> : null}
              {module.hipaa ? (
                <Badge tone="phi" icon={<ShieldCheck aria-hidden="true" />}>
                  Selected for HIPAA
                </Badge>
              ) : null}
            </>
          }
          actions={<RenameModuleDialog module={module} />}
        />
        <ModuleTabs fields={<FieldTable module={module} />} layouts={<LayoutTable module={module} />} />
      </>
    );
  });
}
