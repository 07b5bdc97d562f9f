import type { Metadata } from 'next';
import { BrandEditor } from '@/components/chat-setup/brand/brand-editor';
import { getBrand } from '@/lib/chat/setup/brands';
import { listDepartments } from '@/lib/chat/setup/departments';
import { page } from '@/lib/http/page';

export const metadata: Metadata = { title: 'Brand' };

interface BrandPageProps {
  params: Promise<{ brandId: string }>;
}

export default async function BrandPage({ params }: BrandPageProps) {
  const { brandId } = await params;
  return page(async (ctx) => {
    const [brand, departments] = await Promise.all([getBrand(ctx, brandId), listDepartments(ctx)]);
    return <BrandEditor brand={brand} departments={departments} timeZones={Intl.supportedValuesOf('timeZone')} />;
  });
}
