'use server';

import { z } from 'zod';
import { answer } from '@/lib/ways-in/http/answer';
import { findByValue, findRecords } from '@/lib/ways-in/http/find-records';

/** Records by name, for the command palette. */
export const searchRecords = answer(z.string().max(200), findRecords);

/** Records by a whole value, for the command palette: it travels in the body of this one request, and is an event. */
export const searchValues = answer(z.string().max(200), findByValue);
