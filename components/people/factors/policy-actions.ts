'use server';

import { updateFactorPolicy } from '@/lib/admin/settings/second-factor';
import { factorPolicySchema } from '@/lib/people/auth/factor-policy';
import { action } from '@/lib/ways-in/http/action';

export const saveFactorPolicy = action(factorPolicySchema, (ctx, input) => updateFactorPolicy(ctx, input));
