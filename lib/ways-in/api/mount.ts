import type { Hono } from 'hono';
import { makeApi } from './app';

let made: Hono | undefined;

/** Answers a request of Next's by the REST door. */
export const api = (request: Request): Response | Promise<Response> => {
  made ??= makeApi();
  return made.fetch(request);
};
