import type { Metadata } from 'next';
import { ApiReference } from '@/components/admin/developers/api-reference';
import { apiReference } from '@/lib/ways-in/api/reference';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'API reference' };

/** For everybody who is signed in: the document itself is public. */
export default function DevelopersPage() {
  return page(async () => <ApiReference reference={apiReference()} />);
}
