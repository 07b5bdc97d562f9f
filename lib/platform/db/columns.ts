import { customType } from 'drizzle-orm/pg-core';
import type { Id } from '@/lib/platform/ids';

/** A 63-bit id: `bigint` in PostgreSQL, a decimal string here (postgres.js returns int8 as text, so nothing is lost). */
export const id = customType<{ data: Id; driverData: string }>({ dataType: () => 'bigint' });

/** Bytes: postgres.js gives a Buffer. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
