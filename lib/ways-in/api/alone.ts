/** The REST door with all that its process answers when it runs alone (`npm run api`). */
import { Hono } from 'hono';
import { healthResponse, liveResponse, readyResponse } from '@/lib/ways-in/http/health';
import { makeApi } from './app';

/** The app. Health is told as the web server tells it (`app/api/health`). */
export function makeApiAlone(): Hono {
  const app = new Hono();
  app.get('/api/health', healthResponse);
  app.get('/api/health/ready', readyResponse);
  app.get('/api/health/live', liveResponse);
  app.mount('/', makeApi().fetch);
  return app;
}
