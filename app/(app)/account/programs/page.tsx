import type { Metadata } from 'next';
import { ProgramList } from '@/components/admin/api-clients/program-list';
import { listMyClients } from '@/lib/admin/api-clients/my-clients';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Programs that act for me' };

export default function ProgramsPage() {
  return page(async (ctx) => <ProgramList programs={await listMyClients(ctx)} />);
}
