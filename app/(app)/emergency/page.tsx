import type { Metadata } from 'next';
import { EmergencyScreen } from '@/components/crm/emergency/emergency-screen';
import { listEmergency } from '@/lib/crm/emergency/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Emergency access' };

export default function EmergencyPage() {
  return page(async (ctx) => <EmergencyScreen {...(await listEmergency(ctx))} />);
}
