import { z } from 'zod';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';

/** Of which org, and which of its brands (`brandKeyOf` in `lib/chat/setup/brands.ts`). */
export interface BrandKey {
  orgId: Id;
  brandId: Id;
}

/** @throws not_found for what is no brand key */
export function readBrandKey(text: string | null): BrandKey {
  const [orgId, brandId, ...rest] = (text ?? '').split('-');
  if (!isId(orgId) || !isId(brandId) || rest.length > 0) throw notFound('The brand');
  return { orgId, brandId };
}

export const brandKeySchema = z.string().max(50);
