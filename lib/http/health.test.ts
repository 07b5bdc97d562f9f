import { expect, test } from 'vitest';
import { closeClient } from '@/lib/db/client';
import { ownerSql } from '@/lib/testing/database';
import { healthResponse } from './health';

test('it is ok while the database answers', async () => {
  const response = await healthResponse();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});

test('it is unavailable, and says no more, when the app can not sign in to the database', async () => {
  const [{ name }] = await ownerSql()<[{ name: string }]>`select current_database() as name`;
  await closeClient();
  await ownerSql()`alter database ${ownerSql()(name)} connection limit 0`;
  const response = await healthResponse();
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: 'unavailable' });
});
