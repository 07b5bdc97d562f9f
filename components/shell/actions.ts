'use server';

import { z } from 'zod';
import { answer } from '@/lib/ways-in/http/answer';
import { findByNameOrId, findByValue, findRecent, findRecords } from '@/lib/ways-in/http/find-records';

/** Records by name, for choosing one. */
export const searchRecords = answer(z.string().max(200), findRecords);

/** Records by name, and the record or conversation of an id, for the command palette. */
export const searchAll = answer(z.string().max(200), findByNameOrId);

/** Records by a whole value, for the command palette: it travels in the body of this one request, and is an event. */
export const searchValues = answer(z.string().max(200), findByValue);

/** Records that one was lately busy with, for the command palette before anything is typed. */
export const recentRecords = answer(z.literal(''), findRecent);
