import type { Hono } from 'hono';
import { makeWidgetDoor } from './app';

let made: Hono | undefined;

/** Answers a request of Next's by the visitor's door. */
export const widgetDoor = (request: Request): Response | Promise<Response> => {
  made ??= makeWidgetDoor();
  return made.fetch(request);
};
