import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/people/users/sign-in-form';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import type { EndReason } from '@/lib/people/auth/load-context';
import { OUTSIDE_WORDS } from '@/lib/people/auth/where-and-when';
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
  ...OUTSIDE_WORDS,
};

/** What became of a sign-in by single sign-on; of whoever is not let in, nothing else is told. */
const SSO_REMARKS: Record<string, string> = {
  failed: 'Single sign-on did not let you in. Your administrator finds in the audit log why.',
  refused: 'Your organisation’s provider did not sign you in.',
  not_begun: 'This sign-in was begun in another browser, or took too long. Try again.',
};

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { reason, callbackUrl, sso } = await searchParams;
  const returnPath = returnPathOf(callbackUrl);
  if (await isFirstRun()) redirect('/first-run');
  const session = await currentSession('background');
  if (session.state !== 'none') redirect(returnPath);
  const remark = typeof reason === 'string' && Object.hasOwn(REASONS, reason) ? REASONS[reason as EndReason] : null;
  const ssoRemark = typeof sso === 'string' && Object.hasOwn(SSO_REMARKS, sso) ? SSO_REMARKS[sso] : null;
  return (
    <Card>
      <h1 className="mb-4 font-semibold text-fg text-lg">Sign in</h1>
      {remark ? (
        <Callout role="status" className="mb-4">
          {remark}
        </Callout>
      ) : null}
      {ssoRemark ? (
        <Callout tone="danger" role="status" className="mb-4">
          {ssoRemark}
        </Callout>
      ) : null}
      <SignInForm returnPath={returnPath} />
    </Card>
  );
}
