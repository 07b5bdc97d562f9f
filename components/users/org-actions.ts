'use server';

import { secondPersonSchema } from '@/lib/approvals/setting-schema';
import { sessionPolicySchema } from '@/lib/auth/session-policy';
import { action } from '@/lib/http/action';
import { updateOrganization } from '@/lib/settings/organization';
import { organizationSchema } from '@/lib/settings/schemas';
import { setSecondPerson } from '@/lib/settings/second-person';
import { updateSessionPolicy } from '@/lib/settings/session-policy';

export const saveOrganization = action(organizationSchema, updateOrganization);
export const saveSecondPerson = action(secondPersonSchema, (ctx, input) => setSecondPerson(ctx, input));
export const savePolicy = action(sessionPolicySchema, updateSessionPolicy);
