import type { Metadata } from 'next';
import { JoinScreen } from '@/components/people/joining/join-screen';

export const metadata: Metadata = { title: 'Join' };

/** For somebody without an account. What opens it stands behind `#` in the address, so it never comes here. */
export default async function JoinPage({ params }: { params: Promise<{ invitationId: string }> }) {
  return <JoinScreen invitationId={(await params).invitationId} />;
}
