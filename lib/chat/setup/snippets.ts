import type { Context } from '@/lib/platform/context';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { brandKeyOf, listBrands } from './brands';

export interface Snippets {
  /** Where the script comes from: the product's own address. */
  origin: string;
  brands: { id: Id; name: string; key: string; hasSites: boolean }[];
}

/** What the snippet of each brand is made of. @throws forbidden */
export async function listSnippets(ctx: Context): Promise<Snippets> {
  const brands = await listBrands(ctx);
  return {
    origin: new URL(env().NEXTAUTH_URL ?? 'http://localhost:3000').origin,
    brands: brands.map(({ id, name, settings }) => {
      return { id, name, key: brandKeyOf(ctx.orgId, id), hasSites: settings.origins.length > 0 };
    }),
  };
}
