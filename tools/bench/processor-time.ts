/** Processor time of this process until now, in milliseconds: all threads, in the kernel included. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
