'use server';

import { convertLead } from '@/lib/crm/records/conversion/convert';
import { convertSchema, unconvertSchema } from '@/lib/crm/records/conversion/schemas';
import { undoConversion } from '@/lib/crm/records/conversion/undo';
import { action, command } from '@/lib/ways-in/http/action';

export const convert = action(convertSchema, convertLead, { refresh: false });
/** What was shown may be in the recycle bin by now: whoever calls it goes to the lead. */
export const undo = command(unconvertSchema, undoConversion, { refresh: false });
