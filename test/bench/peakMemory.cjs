// node --require: says at the end how much memory the process needed at most.
process.on("exit", () => {
  process.stderr.write(`peak memory: ${process.resourceUsage().maxRSS} kB\n`);
});
