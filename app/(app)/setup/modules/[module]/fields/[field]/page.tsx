import type { Metadata } from 'next';
import { FieldAccess } from '@/components/people/access/field-access';
import { accessToField } from '@/lib/people/users/access/to-field';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Who can see this and why' };

export default function FieldAccessPage({ params }: { params: Promise<{ module: string; field: string }> }) {
  return page(async (ctx) => {
    const { module, field } = await params;
    const asked = { module: decodeURIComponent(module), field: decodeURIComponent(field) };
    return <FieldAccess access={await accessToField(ctx, asked)} />;
  });
}
