/** How many ms of wall-clock time a call takes. */
export function time(run: () => unknown): number {
  const began = performance.now()
  run()
  return performance.now() - began
}
