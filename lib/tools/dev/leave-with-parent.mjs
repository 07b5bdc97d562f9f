/** Loaded into the server and the worker: when the process that started them is gone, even killed, they end too. */
process.channel?.unref();
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 1000).unref();
});
