/** `npm run api`: looks after the process that serves the REST API. Ends it when told to, and when it ends itself. */
import { keepApi } from './children';

const api = keepApi(process.env);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void api.stop());
await api.ended;
process.exit(0);
