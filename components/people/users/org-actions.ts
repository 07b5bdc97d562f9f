'use server';

import { updateDormantRule } from '@/lib/admin/settings/dormant-accounts';
import { updateOrganization } from '@/lib/admin/settings/organization';
import { organizationSchema } from '@/lib/admin/settings/schemas';
import { setSecondPerson } from '@/lib/admin/settings/second-person';
import { updateSessionPolicy } from '@/lib/admin/settings/session-policy';
import { secondPersonSchema } from '@/lib/people/approvals/setting-schema';
import { dormantRuleSchema } from '@/lib/people/auth/dormant-rule';
import { sessionPolicySchema } from '@/lib/people/auth/session-policy';
import { action } from '@/lib/ways-in/http/action';

export const saveOrganization = action(organizationSchema, updateOrganization);
export const saveSecondPerson = action(secondPersonSchema, (ctx, input) => setSecondPerson(ctx, input));
export const savePolicy = action(sessionPolicySchema, updateSessionPolicy);
export const saveDormantRule = action(dormantRuleSchema, (ctx, input) => updateDormantRule(ctx, input));
