import type { Context } from '@/lib/platform/context';
import type { Grant } from '@/lib/protection/integrity/emergency';

/**
 * Whoever reads by emergency access: the one module to view and reveal in, and no other right; fields that their profile hides stay
 * hidden. Every entry names the grant.
 */
export const withinGrant = (ctx: Context, { id, module }: Pick<Grant, 'id' | 'module'>): Context => ({
  ...ctx,
  emergency: id,
  rights: { ...ctx.rights, everyModule: [], modules: module ? { [module]: ['view'] } : {}, org: ['revealPhi'] },
  ownerIds: null,
});
