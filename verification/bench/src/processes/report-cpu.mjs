// Preloaded (`--import`) into a server: answers any message with the CPU time that the process has used, in milliseconds, and ends it with
// its parent. JavaScript, so that nothing that strips types is loaded into what is measured.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.once('disconnect', () => process.exit());
