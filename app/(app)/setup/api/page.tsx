import type { Metadata } from 'next';
import { ClientList } from '@/components/admin/api-clients/client-list';
import { listClients, listOwners } from '@/lib/admin/api-clients/queries';
import { getSurroundings } from '@/lib/people/users/account';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'API clients' };

export default function ApiClientsPage() {
  return page(async (ctx) => {
    const [clients, owners, { metadata: org }] = await Promise.all([
      listClients(ctx),
      listOwners(ctx),
      getSurroundings(ctx),
    ]);
    const modules = org.modules.map(({ apiName, plural }) => ({ apiName, plural }));
    return <ClientList clients={clients} owners={owners} modules={modules} />;
  });
}
