import type { Metadata } from 'next';
import { SignScreen } from '@/components/admin/agreements/sign/sign-screen';

export const metadata: Metadata = { title: 'Agreement' };

/** For somebody without an account. What opens it stands behind `#` in the address, so it never comes here. */
export default async function SignPage({ params }: { params: Promise<{ signingId: string }> }) {
  return <SignScreen signingId={(await params).signingId} />;
}
