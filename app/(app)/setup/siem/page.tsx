import type { Metadata } from 'next';
import { SiemScreen } from '@/components/apps/siem/siem-screen';
import { getStream } from '@/lib/apps/siem/queries';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Audit log stream' };

export default function SiemPage() {
  return page(async (ctx) => (
    <SiemScreen stream={await getStream(ctx)} mayManage={canInOrg(ctx.rights, 'manageCompliance')} />
  ));
}
