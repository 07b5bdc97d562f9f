import type { Metadata } from 'next';
import { GrantScreen } from '@/components/crm/emergency/grant-screen';
import { getGrant } from '@/lib/crm/emergency/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Emergency access' };

export default function GrantPage({ params }: { params: Promise<{ grantId: string }> }) {
  return page(async (ctx) => <GrantScreen {...(await getGrant(ctx, (await params).grantId))} />);
}
