import type { Metadata } from 'next';
import { ChoosePasswordForm } from '@/components/people/joining/choose-password-form';

export const metadata: Metadata = { title: 'Choose a password' };

/** For whoever has a link. What opens it stands behind `#` in the address, so it never comes here. */
export default async function ChoosePasswordPage({ params }: { params: Promise<{ linkId: string }> }) {
  return <ChoosePasswordForm linkId={(await params).linkId} />;
}
