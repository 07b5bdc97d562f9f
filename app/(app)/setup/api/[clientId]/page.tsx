import type { Metadata } from 'next';
import { ClientScreen } from '@/components/admin/api-clients/client-screen';
import { callHistory, getClient, listOwners } from '@/lib/admin/api-clients/queries';
import { getSurroundings } from '@/lib/people/users/account';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'API client' };

interface ApiClientPageProps {
  params: Promise<{ clientId: string }>;
  searchParams: Promise<{ by?: string | string[] }>;
}

export default function ApiClientPage({ params, searchParams }: ApiClientPageProps) {
  return page(async (ctx) => {
    const [{ clientId }, { by }] = await Promise.all([params, searchParams]);
    const client = await getClient(ctx, clientId);
    const [history, owners, { metadata: org }] = await Promise.all([
      callHistory(ctx, client.id, by === 'hour' ? 'hour' : 'day'),
      listOwners(ctx),
      getSurroundings(ctx),
    ]);
    const modules = org.modules.map(({ apiName, plural }) => ({ apiName, plural }));
    return <ClientScreen client={client} history={history} owners={owners} modules={modules} />;
  });
}
