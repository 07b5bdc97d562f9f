import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { RoleTree } from '@/components/users/role-tree';
import { SharingTable } from '@/components/users/sharing-table';
import { page } from '@/lib/http/page';
import { listSharing } from '@/lib/settings/sharing';
import { listRoles } from '@/lib/users/queries';

export const metadata: Metadata = { title: 'Roles and sharing' };

export default function RolesPage() {
  return page(async (ctx) => {
    const [roles, sharing] = await Promise.all([listRoles(ctx), listSharing(ctx)]);
    return (
      <>
        <PageHeader
          title="Roles and sharing"
          description="Who is above sees the records and the events of those below. The topmost role sees all."
        />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <RoleTree roles={roles} />
          <SharingTable modules={sharing} />
        </div>
      </>
    );
  });
}
