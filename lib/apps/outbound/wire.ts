/**
 * A connection as a stream for TLS to lie upon, so that whoever opened it still sees how it ended: TLS says only that the other
 * side closed in good order; whether it threw away what it had not read is said by the connection under it.
 * Guarantees: the connection is read until its own end, also when TLS has ended above it.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** @param end what becomes of the connection when TLS has said its last word */
export function wireOf(connection: Socket, end = () => void connection.end()): Duplex {
  const wire = new Duplex({
    autoDestroy: false,
    read: () => void connection.resume(),
    // That it failed is said by the connection itself.
    write: (chunk, _encoding, done) => void connection.write(chunk, () => done()),
    final(done) {
      end();
      done();
    },
    destroy(_error, done) {
      connection.resume();
      done(null);
    },
  });
  connection.on('data', (chunk) => {
    if (!wire.destroyed && !wire.push(chunk)) connection.pause();
  });
  connection.once('end', () => wire.destroyed || wire.push(null));
  return wire;
}
