/**
 * Silences one warning: that node:sqlite is experimental, which the operator can do nothing about (ADR on the
 * store). Any other warning still shows. Must run before node:sqlite is first imported, hence the dynamic
 * import in main.ts.
 */
export function silenceSqliteWarning(target: Pick<NodeJS.Process, 'emitWarning'> = process): void {
  const emit = target.emitWarning.bind(target) as (...args: unknown[]) => void;
  target.emitWarning = ((...args: unknown[]) => {
    const [warning, second] = args;
    const text = warning instanceof Error ? warning.message : String(warning);
    const type = typeof second === 'object' && second !== null ? (second as { type?: string }).type : second;
    if (type === 'ExperimentalWarning' && text.startsWith('SQLite')) {
      return;
    }
    emit(...args);
  }) as NodeJS.Process['emitWarning'];
}
