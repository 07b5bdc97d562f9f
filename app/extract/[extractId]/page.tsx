import type { Metadata } from 'next';
import { ExtractScreen } from '@/components/admin/audit/extract/extract-screen';

export const metadata: Metadata = { title: 'Extract' };

/** For somebody without an account. What opens it stands behind `#` in the address, so it never comes here. */
export default async function ExtractPage({ params }: PageProps<'/extract/[extractId]'>) {
  return <ExtractScreen extractId={(await params).extractId} />;
}
