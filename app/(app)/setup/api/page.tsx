import type { Metadata } from 'next';
import { ClientList } from '@/components/api-clients/client-list';
import { listClients, listOwners } from '@/lib/api-clients/queries';
import { page } from '@/lib/http/page';
import { getSurroundings } from '@/lib/users/account';

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
