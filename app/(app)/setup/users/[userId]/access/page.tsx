import type { Metadata } from 'next';
import { PersonAccess } from '@/components/people/access/person-access';
import { accessOfPerson } from '@/lib/people/users/access/of-person';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'What can they see and why' };

export default function PersonAccessPage({ params }: { params: Promise<{ userId: string }> }) {
  return page(async (ctx) => <PersonAccess access={await accessOfPerson(ctx, (await params).userId)} />);
}
