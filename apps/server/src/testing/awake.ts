/** Less than the rest after which the server makes itself busy (`IDLE_MS` of server.ts). */
const BEAT_MS = 600;

/**
 * Keeps a server process from being at rest: after a second and a half it would build the schema of GraphQL,
 * three seconds of a core, for pages that few tests open. Who asks for GraphQL has it built then.
 *
 * @returns lets it rest again; to be called when the process has ended.
 */
export function keepAwake(url: string): () => void {
  const beat = setInterval(() => {
    fetch(new URL('healthcheck', url)).then(
      (answer) => answer.body?.cancel(),
      () => undefined,
    );
  }, BEAT_MS);
  beat.unref();
  return () => clearInterval(beat);
}
