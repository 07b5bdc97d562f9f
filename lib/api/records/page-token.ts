import { type Id, isId } from '../../ids';
import { invalidData } from '../api-error';

/** A place in a list: the record that the page follows. The token holds its id and no value. */
export interface Place {
  after: Id;
  /** Number of the page that begins there. */
  page: number;
}

const VALID_FOR_MS = 24 * 60 * 60 * 1000;

export function writePageToken({ after, page }: Place, nowMs = Date.now()): { token: string; expiry: string } {
  const until = nowMs + VALID_FOR_MS;
  const token = Buffer.from(`${after}.${page}.${until}`).toString('base64url');
  return { token, expiry: new Date(until).toISOString().replace(/\.\d{3}Z$/, '+00:00') };
}

/** @throws INVALID_DATA for a token that is none or is over. */
export function readPageToken(token: string, nowMs = Date.now()): Place {
  const [after = '', page = '', until = ''] = Buffer.from(token, 'base64url').toString('latin1').split('.');
  const whole = isId(after) && /^[0-9]{1,9}$/.test(page) && /^[0-9]{1,15}$/.test(until);
  if (!whole) throw invalidData('the page token is not valid', { param_name: 'page_token' });
  if (Number(until) < nowMs) throw invalidData('the page token has expired', { param_name: 'page_token' });
  return { after, page: Number(page) };
}
