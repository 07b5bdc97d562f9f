/**
 * For a test file that takes its database away: `const wire = await vi.hoisted(() => import('…/wired-database').then((m) =>
 * m.wireDatabase()))`, before any import reads the environment. The app's role then goes by way of the wire, the owner does not.
 */
import { layWire, type Wire } from './wire';

export async function wireDatabase(patienceS = 2): Promise<Wire> {
  const wire = await layWire(process.env.DATABASE_URL as string);
  process.env.DATABASE_URL = wire.url;
  process.env.DATABASE_PATIENCE_S = String(patienceS);
  return wire;
}
