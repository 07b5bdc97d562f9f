import type { Metadata } from 'next';
import { GivenScreen } from '@/components/crm/accounting/given/given-screen';

export const metadata: Metadata = { title: 'Accounting of disclosures' };

/** For somebody without an account. What opens it stands behind `#` in the address, so it never comes here. */
export default async function GivenAccountingPage({ params }: PageProps<'/accounting/[linkId]'>) {
  return <GivenScreen linkId={(await params).linkId} />;
}
