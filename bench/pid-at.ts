import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENS = '0A';

/** The process that listens at a port of this machine; null where it cannot be known (not Linux, somebody else's). */
export function pidAt(port: number): number | null {
  try {
    const wanted = port.toString(16).toUpperCase().padStart(4, '0');
    const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n'));
    const inodes = sockets
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local = '', , state]) => local.endsWith(`:${wanted}`) && state === LISTENS)
      .map((parts) => `socket:[${parts[9]}]`);
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const found = pids.find((pid) => openOf(pid).some((target) => inodes.includes(target)));
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/** What a process has open; nothing where that may not be seen, or it has just ended. */
function openOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}
