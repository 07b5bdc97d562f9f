import type { Metadata } from 'next';
import { ApprovalsScreen } from '@/components/approvals/approvals-screen';
import { listApprovals } from '@/lib/approvals/queries';
import { page } from '@/lib/http/page';

export const metadata: Metadata = { title: 'Approvals' };

export default function ApprovalsPage() {
  return page(async (ctx) => <ApprovalsScreen {...(await listApprovals(ctx))} />);
}
