import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { FirstRunForm } from '@/components/people/joining/first-run-form';
import { isFirstRun } from '@/lib/people/orgs/first-run';

export const metadata: Metadata = { title: 'Welcome' };

export const dynamic = 'force-dynamic';

export default async function FirstRunPage() {
  if (!(await isFirstRun())) redirect('/sign-in');
  return <FirstRunForm />;
}
