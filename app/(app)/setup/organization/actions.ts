'use server';

import { action } from '@/lib/http/action';
import { updateOrganization } from '@/lib/settings/organization';
import { organizationSchema } from '@/lib/settings/schemas';

export const saveOrganization = action(organizationSchema, updateOrganization);
