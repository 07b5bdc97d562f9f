import type { Metadata } from 'next';
import { AgreementList } from '@/components/admin/agreements/agreement-list';
import { listAgreements } from '@/lib/admin/agreements/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Agreements' };

export default function AgreementsPage() {
  return page(async (ctx) => <AgreementList agreements={await listAgreements(ctx)} />);
}
