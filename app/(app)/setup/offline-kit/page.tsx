import type { Metadata } from 'next';
import { KitScreen } from '@/components/people/offline-kit/kit-screen';
import { getKits } from '@/lib/people/users/offline-kit/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Offline kit' };

export default function OfflineKitPage() {
  return page(async (ctx) => <KitScreen kits={await getKits(ctx)} />);
}
