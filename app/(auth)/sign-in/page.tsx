import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/people/users/sign-in-form';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import type { EndReason } from '@/lib/people/auth/load-context';
import { isFirstRun } from '@/lib/people/orgs/first-run';
import { returnPathOf } from '@/lib/ways-in/http/return-path';
import { currentSession } from '@/lib/ways-in/http/session';

export const metadata: Metadata = { title: 'Sign in' };

const REASONS: Record<EndReason, string> = {
  signed_out: 'You are signed out.',
  idle: 'You were signed out because nothing happened for a while.',
  expired: 'Your session reached its longest time. Sign in again.',
  ended_by_user: 'This session was ended from another device.',
  ended_by_administrator: 'An administrator ended this session.',
  replaced: 'Somebody signed in in this browser since.',
  password_over: 'Your temporary password has ended. Ask an administrator for another.',
};

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { reason, callbackUrl } = await searchParams;
  const returnPath = returnPathOf(callbackUrl);
  if (await isFirstRun()) redirect('/first-run');
  const session = await currentSession('background');
  if (session.state !== 'none') redirect(returnPath);
  const remark = typeof reason === 'string' && Object.hasOwn(REASONS, reason) ? REASONS[reason as EndReason] : null;
  return (
    <Card>
      <h1 className="mb-4 font-semibold text-fg text-lg">Sign in</h1>
      {remark ? (
        <Callout role="status" className="mb-4">
          {remark}
        </Callout>
      ) : null}
      <SignInForm returnPath={returnPath} />
    </Card>
  );
}
