/**
 * Starts everything Careledger needs, in order, and stops it in the opposite one. Meanwhile the database, the web server
 * and the worker are each started again when they end by themselves; none takes another with it.
 */
import { build, isBuilt } from './build';
import { keepServer, keepWorker } from './children';
import { readSettings } from './environment';
import { prepare, serverEnvironment, untilHealthy } from './prepare';
import { runProgram } from './program';
import { say, step } from './say';

await runProgram(async (program) => {
  const settings = readSettings();
  await prepare(settings, program);
  if (!isBuilt()) await step('Build', () => build(program.onStop));
  await step('Server and worker', async () => {
    const server = keepServer(serverEnvironment());
    const worker = keepWorker(process.env);
    program.onStop(worker.stop, server.stop);
    await untilHealthy(settings.PORT, program);
  });
  say(`Careledger is ready at ${process.env.NEXTAUTH_URL}`);
});
