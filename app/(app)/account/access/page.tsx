import type { Metadata } from 'next';
import { PersonAccess } from '@/components/people/access/person-access';
import { accessOfPerson } from '@/lib/people/users/access/of-person';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'What I can see' };

export default function OwnAccessPage() {
  return page(async (ctx) => <PersonAccess access={await accessOfPerson(ctx, ctx.actor.id)} />);
}
