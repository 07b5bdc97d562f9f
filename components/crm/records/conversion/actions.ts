'use server';

import { convertLead } from '@/lib/crm/records/conversion/convert';
import { convertSchema, unconvertSchema } from '@/lib/crm/records/conversion/schemas';
import { undoConversion } from '@/lib/crm/records/conversion/undo';
import { action, command } from '@/lib/ways-in/http/action';

export const convert = action(convertSchema, convertLead, { refresh: false });
export const undo = command(unconvertSchema, undoConversion);
