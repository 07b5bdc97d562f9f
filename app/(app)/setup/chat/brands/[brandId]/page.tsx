import type { Metadata } from 'next';
import { BrandEditor } from '@/components/chat/setup/brand/brand-editor';
import { getBrand } from '@/lib/chat/setup/brands';
import { listDepartments } from '@/lib/chat/setup/departments';
import { listUnknownCalls } from '@/lib/chat/setup/unknown-calls';
import { timeZoneNames } from '@/lib/platform/time-zones';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Brand' };

interface BrandPageProps {
  params: Promise<{ brandId: string }>;
}

export default async function BrandPage({ params }: BrandPageProps) {
  const { brandId } = await params;
  return page(async (ctx) => {
    const [brand, departments, unknownCalls] = await Promise.all([
      getBrand(ctx, brandId),
      listDepartments(ctx),
      listUnknownCalls(ctx, brandId),
    ]);
    const timeZones = timeZoneNames();
    return <BrandEditor {...{ brand, departments, unknownCalls, timeZones }} />;
  });
}
