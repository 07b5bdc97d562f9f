'use server';

import { holdSchema, liftHold, liftSchema, setHold } from '@/lib/admin/audit/retention/holds';
import { previewTerms } from '@/lib/admin/audit/retention/queries';
import { retainSchema, setTerms } from '@/lib/admin/audit/retention/terms';
import { termsSchema } from '@/lib/protection/ledger/retention/kinds';
import { action, command } from '@/lib/ways-in/http/action';

export const saveTerms = action(retainSchema, setTerms);
/** Asked while somebody chooses: the page stays as it is. */
export const previewExpiry = action(termsSchema, previewTerms, { refresh: false });
export const addHold = command(holdSchema, setHold);
export const endHold = action(liftSchema, liftHold);
