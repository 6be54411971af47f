import { parseArgs } from 'node:util';
import { UsageError } from './errors.ts';

/** One option of a command: what it is called, what it takes, what it means. */
export interface OptionSpec {
  name: string;
  /** Shown in the help, e.g. `URL`; an option without value is a switch. */
  value?: string;
  help: string;
  /** Read when the option is absent: secrets need not stay in the history of a shell. */
  env?: string;
  default?: string;
  required?: boolean;
}

export type Values = Record<string, string | undefined>;

/**
 * Reads the arguments of a command.
 * @param env the environment, for the options that may come from it.
 * @returns every option by name; a switch is 'true' or undefined. What is not an option is in `rest`.
 * @throws UsageError in French naming every option that is unknown, empty or missing.
 */
export function readOptions(
  args: readonly string[],
  specs: readonly OptionSpec[],
  env: Readonly<Record<string, string | undefined>>,
): { values: Values; rest: string[] } {
  const options = Object.fromEntries(
    specs.map(({ name, value }) => [name, { type: value ? ('string' as const) : ('boolean' as const) }]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values: Values = {};
  const rest: string[] = [];
  const wrong: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      rest.push(token.value);
    } else if (token.kind === 'option') {
      const spec = specs.find(({ name }) => name === token.name);
      if (!spec) {
        wrong.push(`option inconnue : ${token.rawName}`);
      } else if (spec.value && !token.value) {
        wrong.push(`--${spec.name} attend une valeur (${spec.value})`);
      } else if (!spec.value && token.value !== undefined) {
        wrong.push(`--${spec.name} n’attend pas de valeur`);
      } else {
        values[spec.name] = token.value ?? 'true';
      }
    }
  }
  for (const { name, env: variable, default: fallback, required } of specs) {
    values[name] ??= (variable ? env[variable] : undefined) || fallback;
    if (required && !values[name]) {
      wrong.push(`--${name} est obligatoire${variable ? ` (ou la variable ${variable})` : ''}`);
    }
  }
  if (wrong.length > 0) {
    throw new UsageError(wrong.join('\n'));
  }
  return { values, rest };
}

/** The options as a help text, in columns. */
export function optionsHelp(specs: readonly OptionSpec[]): string {
  const left = specs.map(({ name, value }) => `  --${name}${value ? ` ${value}` : ''}`);
  const width = Math.max(...left.map((text) => text.length)) + 2;
  return specs
    .map(({ help, env, default: fallback }, index) => {
      const notes = [env && `variable ${env}`, fallback && `par défaut ${fallback}`].filter(Boolean);
      return `${left[index]!.padEnd(width)}${help}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
    })
    .join('\n');
}
