/** Loaded into the server and the worker: when the process that started them is gone, even killed, they end too. */
// Next's development server loads it into its own child, which has nothing but the channel to wait for at first.
if (!process.env.NEXT_PRIVATE_WORKER) process.channel?.unref();
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 1000).unref();
});
