import type { Metadata } from 'next';
import { ApprovalsScreen } from '@/components/people/approvals/approvals-screen';
import { listApprovals } from '@/lib/people/approvals/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Approvals' };

export default function ApprovalsPage() {
  return page(async (ctx) => <ApprovalsScreen {...(await listApprovals(ctx))} />);
}
