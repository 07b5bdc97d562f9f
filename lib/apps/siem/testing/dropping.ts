import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { wireOf } from '../../outbound/wire';
import { certify } from '../../testing/certificates';
import { authority } from './receivers';

/** Longer than the sender waits before it ends. */
const LATE_MS = 600;

/** A receiver by TLS that reads a part, and later says in good order that it closes, and closes: what it left unread is lost. */
export async function startDroppingReceiver(): Promise<{ address: string; close(): Promise<void> }> {
  const { cert, key } = certify(authority, ['127.0.0.1']);
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    open.add(connection);
    connection.on('error', () => {});
    const wire = wireOf(connection, () => void connection.destroy());
    const socket = new TLSSocket(wire, { isServer: true, cert, key });
    socket.on('error', () => {});
    socket.once('data', () => {
      connection.pause().resume = () => connection;
      socket.pause();
      setTimeout(() => socket.end(), LATE_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const connection of open) connection.destroy();
      server.close(() => resolve());
    });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
