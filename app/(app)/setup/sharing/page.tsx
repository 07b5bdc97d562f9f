import type { Metadata } from 'next';
import { RulesScreen } from '@/components/people/sharing/rules-screen';
import { listRules } from '@/lib/people/users/sharing/list-rules';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Sharing rules' };

export default function SharingPage() {
  return page(async (ctx) => <RulesScreen {...(await listRules(ctx))} />);
}
