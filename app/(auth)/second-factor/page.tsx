import type { Metadata } from 'next';
import { SecondFactorScreen } from '@/components/people/factors/second-factor-screen';
import { SignOutButton } from '@/components/people/users/sign-out-button';
import { waysToProve } from '@/lib/people/factors/queries';
import { requireFactorSession } from '@/lib/ways-in/http/require-context';
import { returnPathOf } from '@/lib/ways-in/http/return-path';

export const metadata: Metadata = { title: 'Second factor' };

interface SecondFactorPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const session = await requireFactorSession();
  const ways = session.state === 'factor' && session.enrolled ? await waysToProve(session.ctx) : null;
  return (
    <div className="flex flex-col gap-4">
      <SecondFactorScreen ways={ways} goOnTo={returnPathOf((await searchParams).callbackUrl)} />
      <div className="text-muted text-sm underline">
        <SignOutButton />
      </div>
    </div>
  );
}
