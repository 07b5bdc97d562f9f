import type { Metadata } from 'next';
import { RetentionScreen } from '@/components/admin/retention/retention-screen';
import { getRetention } from '@/lib/admin/audit/retention/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Audit log retention' };

export default function RetentionPage() {
  return page(async (ctx) => <RetentionScreen retention={await getRetention(ctx)} />);
}
