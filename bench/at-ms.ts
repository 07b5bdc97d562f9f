/** Now, in milliseconds and parts of them, comparable between processes of one machine. */
export const atMs = (): number => performance.timeOrigin + performance.now();
