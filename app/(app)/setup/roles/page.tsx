import type { Metadata } from 'next';
import { RoleTree } from '@/components/people/users/role-tree';
import { SharingTable } from '@/components/people/users/sharing-table';
import { PageHeader } from '@/components/ui/page-header';
import { listSharing } from '@/lib/admin/settings/sharing';
import { listRoles } from '@/lib/people/users/queries';
import { page } from '@/lib/ways-in/http/page';

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
